package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One thing to find out by sending packets.
public sealed interface Check {
    Vantage from();

    /// The host that sends, or on which the sender is.
    HostName host();

    IpAddress target();

    /// Whether `to` answers `from`; where they share a link, by its own MAC; and where `mtu` is
    /// given, whether packets of that size pass unfragmented.
    ///
    /// @param source to send from; the workload's own choice where empty
    /// @param mtu size of the IP packet, bytes
    record Reach(
            Station.Source source,
            Station to,
            Optional<IpAddress> sourceAddress,
            IpAddress target,
            Optional<Identity> identity,
            OptionalInt mtu)
            implements Check {
        @Override
        public Vantage from() {
            return source.vantage();
        }

        @Override
        public HostName host() {
            return source.host();
        }
    }

    /// Whose MAC the neighbour table must show once the target has answered.
    ///
    /// @param device empty where any interface will do: inside a workload its name is not ours
    /// @param certain false where another MAC is wrong only if it is known to be somebody else's
    record Identity(Optional<InterfaceName> device, MacAddress mac, boolean certain) {}

    /// Whether the underlay carries a full packet of the overlays, with the tunnel's headers, in
    /// one piece. A ping inside the overlay can't tell: the kernel leaves DF unset on outer IPv4
    /// packets, and they are fragmented silently.
    ///
    /// @param size of the IP packet, bytes
    /// @param overlay the one that needs the largest
    record UnderlayMtu(
            HostName host,
            HostName to,
            IpAddress sourceAddress,
            IpAddress target,
            int size,
            String overlay)
            implements Check {
        @Override
        public Vantage from() {
            return new Vantage.OnHost(host);
        }
    }

    /// Whether packets to a network that is behind several hosts get through this one of them.
    ///
    /// @param sourceAddress the host's own address in the overlay
    /// @param target the next hop's address in the overlay
    /// @param counter the next hop's interface whose received packets are counted
    /// @param candidates addresses of the network, of which one is chosen that the kernel sends
    ///   this way
    record EcmpHop(
            HostName host,
            String overlay,
            Prefix network,
            HostName hop,
            IpAddress sourceAddress,
            IpAddress target,
            InterfaceName counter,
            List<IpAddress> candidates)
            implements Check {
        @Override
        public Vantage from() {
            return new Vantage.OnHost(host);
        }
    }
}

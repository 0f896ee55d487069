package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import java.util.List;
import java.util.Optional;

/// Something in an overlay that can be pinged: a member host, an endpoint, or a network of which no
/// endpoint is declared.
public sealed interface Station {
    String overlay();

    /// Unique in its overlay.
    String name();

    /// The hosts it is on or behind: a ping from these would not go through the overlay.
    List<HostName> hosts();

    /// At most one per family.
    List<IpAddress> addresses();

    default Optional<IpAddress> address(Family family) {
        return addresses().stream().filter(address -> address.family() == family).findFirst();
    }

    /// A station that can ping others as well.
    sealed interface Source extends Station {
        Vantage vantage();

        /// The host whose tunnels carry what it sends.
        HostName host();

        /// Of its interface in the overlay, bytes.
        int mtu();

        MacAddress mac();

        /// The interface it has its address on, where that is known.
        Optional<InterfaceName> device();
    }

    /// A member with its own address in the overlay.
    record Member(
            String overlay,
            HostName host,
            List<IpAddress> addresses,
            Optional<InterfaceName> device,
            MacAddress mac,
            int mtu)
            implements Source {
        @Override
        public Vantage vantage() {
            return new Vantage.OnHost(host);
        }

        @Override
        public String name() {
            return host.value();
        }

        @Override
        public List<HostName> hosts() {
            return List.of(host);
        }
    }

    /// A declared workload.
    ///
    /// @param host where it is declared
    /// @param hosts that one, and the others its network is behind
    /// @param mac the declared or derived one
    /// @param certain whether it must have this MAC, because the user or static flooding says so
    record Workload(
            String overlay,
            String name,
            HostName host,
            List<HostName> hosts,
            List<IpAddress> addresses,
            MacAddress mac,
            boolean certain,
            int mtu)
            implements Source {
        @Override
        public Vantage vantage() {
            return new Vantage.InWorkload(overlay, name);
        }

        @Override
        public Optional<InterfaceName> device() {
            return Optional.empty();
        }
    }

    /// A network of which nothing is known but the hosts' own address in it.
    record Gateway(String overlay, Prefix prefix, List<HostName> hosts, List<IpAddress> addresses)
            implements Station {
        @Override
        public String name() {
            return prefix.toString();
        }
    }
}

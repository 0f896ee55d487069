package io.vxplan.model.topology;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One overlay network: a VNI and who takes part.
///
/// @param at where its name stands in the topology
/// @param port UDP destination port, 1 to 65535
/// @param learning whether tunnels remember from which host a MAC address came
/// @param ttl of the outer packets, 1 to 255; 0 for the kernel's choice
/// @param forwarding whether its hosts forward between it and the networks behind them
/// @param addressed whether hosts have addresses in it; false is layer 2 only
/// @param firewall from where its frames are taken
/// @param subnets at most one per family
/// @param members those that the topology names
/// @param networks networks behind hosts, sorted by prefix; only in routed overlays
public record Overlay(
        String name,
        Location at,
        Located<Vni> vni,
        int port,
        Mode mode,
        Membership membership,
        Flooding flooding,
        boolean learning,
        int ttl,
        boolean forwarding,
        boolean addressed,
        Firewall firewall,
        List<Located<Prefix>> subnets,
        SortedMap<HostName, Member> members,
        List<Network> networks,
        List<Endpoint> endpoints) {

    /// The same with other networks and endpoints.
    public Overlay with(List<Network> others, List<Endpoint> otherEndpoints) {
        return with(members, others, otherEndpoints);
    }

    /// The same with others who take part.
    public Overlay with(
            SortedMap<HostName, Member> otherMembers,
            List<Network> others,
            List<Endpoint> otherEndpoints) {
        return new Overlay(
                name,
                at,
                vni,
                port,
                mode,
                membership,
                flooding,
                learning,
                ttl,
                forwarding,
                addressed,
                firewall,
                subnets,
                otherMembers,
                others,
                otherEndpoints);
    }

    /// The entry of `discovery` by which members are found, where they are.
    public Optional<String> discoveredBy() {
        return switch (membership) {
            case Membership.Static() -> Optional.empty();
            case Membership.Discovered(Located<String> by) -> Optional.of(by.value());
        };
    }

    /// Of a member's VXLAN device. Derived from the names, so that every host of the topology knows
    /// it beforehand; others are told it. In a bridged overlay the user's own goes to the bridge,
    /// which has the host's address.
    public MacAddress vxlanMac(String topology, Member member) {
        MacAddress derived = MacAddress.derived("vxlan", topology, name, member.host().value());
        return member.bridge().isPresent() ? derived : member.mac().orElse(derived);
    }

    public enum Mode {
        /// Layer 3: each host routes between the overlay and the networks behind it.
        ROUTED,
        /// Layer 2: a bridge on each host, workloads are its ports.
        BRIDGED
    }

    /// One host's part in the overlay.
    ///
    /// @param at where it was overridden, else where the overlay is
    /// @param underlay where its tunnel ends
    /// @param underlayMtu bytes, of the egress device
    /// @param mtu bytes, of the overlay's device
    /// @param bridge in bridged mode
    /// @param groupDevice with multicast flooding, where the group is joined
    /// @param addresses given by the user, at most one per family; the rest comes from the lock
    ///   file
    /// @param mac given by the user; else derived
    public record Member(
            HostName host,
            Location at,
            Located<IpAddress> underlay,
            int underlayMtu,
            Located<Integer> mtu,
            Located<InterfaceName> device,
            Optional<BridgeName> bridge,
            Optional<InterfaceName> groupDevice,
            List<Located<IpAddress>> addresses,
            Optional<MacAddress> mac) {}

    /// @param name what the kernel calls it
    /// @param altName the full name, where it did not fit into 15 bytes
    public record BridgeName(InterfaceName name, Optional<String> altName) {}

    /// A network behind one host, or behind several, which makes ECMP.
    public record Network(Located<Prefix> prefix, List<Attachment> behind) {}

    /// @param gateway the host's own address in the network: the workloads' next hop
    /// @param device the host's interface there; the lab makes one where none is given
    public record Attachment(
            HostName host, Located<IpAddress> gateway, Optional<InterfaceName> device) {}

    /// A workload whose address is known.
    ///
    /// @param addresses at most one per family
    /// @param device in bridged mode: the host's interface that apply makes a port of the bridge
    /// @param mac given by the user; else derived
    public record Endpoint(
            Located<String> name,
            HostName host,
            List<Located<IpAddress>> addresses,
            Optional<Located<InterfaceName>> device,
            Optional<MacAddress> mac) {}
}

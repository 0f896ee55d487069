package io.vxplan.plan.compile;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.Responsibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The desired state of each host of a topology. A host's state is made when asked for and kept by
/// nobody: a full mesh of all hosts would not fit into memory, the topology does.
public final class Compiler {
    /// Seconds; the kernel's own default for learned entries (`FDB_AGE_DEFAULT` in vxlan_core.c,
    /// `BR_DEFAULT_AGEING_TIME`).
    private static final long AGEING = 300;

    private final Topology topology;
    private final Allocations allocations;
    private final Responsibility responsibility;
    private final Map<String, Peers> peers = new HashMap<>();

    /// Of everything.
    ///
    /// @param allocations complete, as [Ipam] gives them
    public Compiler(Topology topology, Allocations allocations) {
        this(topology, allocations, Responsibility.ofAll(topology.name().value()));
    }

    /// @param allocations complete, as [Ipam] gives them
    /// @param responsibility of whom the desired state is: what is another's job is not in it
    public Compiler(Topology topology, Allocations allocations, Responsibility responsibility) {
        this.topology = topology;
        this.allocations = allocations;
        this.responsibility = responsibility;
        for (Overlay overlay : topology.overlays()) {
            Names names = new Names(topology.name().value(), overlay);
            peers.put(overlay.name(), new Peers(overlay, allocations, names));
        }
    }

    /// What a host shall have; empty for one that is in no overlay.
    public HostState stateOf(HostName host) {
        List<Resource> resources = new ArrayList<>();
        for (Overlay overlay : topology.overlays()) {
            Member member = overlay.members().get(host);
            if (member != null) {
                resources.addAll(resources(overlay, member));
            }
        }
        return HostState.of(resources);
    }

    private List<Resource> resources(Overlay overlay, Member member) {
        List<Resource> resources = new ArrayList<>(forwarding(overlay));
        if (overlay.firewall() == Firewall.PEERS) {
            resources.add(PeerFirewall.table(mark(overlay), overlay, member));
        }
        Names names = new Names(topology.name().value(), overlay);
        resources.add(vxlan(overlay, member, names));
        member.bridge()
                .ifPresent(bridge -> {
                    resources.add(bridge(overlay, member, bridge, names));
                    resources.addAll(ports(overlay, member, bridge.name()));
                });
        for (Located<IpAddress> address : allocations.of(overlay.name(), member.host())) {
            InterfaceAddress withLength =
                    new InterfaceAddress(address.value(), lengthOf(overlay, address.value()));
            resources.add(new Address(names.layer3(member), withLength, true));
        }
        if (responsibility.peers().test(mark(overlay))) {
            resources.addAll(peers(overlay).resourcesFor(member));
            if (overlay.firewall() == Firewall.PEERS) {
                resources.addAll(PeerFirewall.peers(mark(overlay), overlay, member));
            }
        }
        return resources;
    }

    private Mark mark(Overlay overlay) {
        return new Mark(topology.name().value(), overlay.name());
    }

    private Peers peers(Overlay overlay) {
        return Objects.requireNonNull(peers.get(overlay.name()), overlay.name());
    }

    private static int lengthOf(Overlay overlay, IpAddress address) {
        return overlay.subnets().stream()
                .map(Located::value)
                .filter(subnet -> subnet.contains(address))
                .mapToInt(Prefix::length)
                .findFirst()
                .orElseGet(() -> address.family().bits());
    }

    private static List<Sysctl> forwarding(Overlay overlay) {
        if (!overlay.forwarding()) {
            return List.of();
        }
        SortedSet<Family> families = new TreeSet<>();
        overlay.subnets().forEach(subnet -> families.add(subnet.value().family()));
        overlay.networks().forEach(network -> families.add(network.prefix().value().family()));
        return families.stream().map(Compiler::forwarding).toList();
    }

    private static Sysctl forwarding(Family family) {
        return switch (family) {
            case IPV4 -> new Sysctl("net.ipv4.ip_forward", "1");
            case IPV6 -> new Sysctl("net.ipv6.conf.all.forwarding", "1");
        };
    }

    private Vxlan vxlan(Overlay overlay, Member member, Names names) {
        Optional<IpAddress> group =
                switch (overlay.flooding()) {
                    case Flooding.Group(IpAddress address) -> Optional.of(address);
                    case Flooding.Replicate(), Flooding.Static() -> Optional.empty();
                };
        // A bridge's port needs no address of its own; without this it would send router
        // solicitations into the overlay.
        AddressGeneration generation =
                member.bridge().isPresent() ? AddressGeneration.NONE : AddressGeneration.EUI64;
        return new Vxlan(
                member.device().value(),
                settings(overlay, member, names.vxlanMac(member), generation, new TreeSet<>()),
                overlay.vni().value(),
                Optional.of(member.underlay().value()),
                overlay.port(),
                group,
                member.groupDevice(),
                overlay.ttl(),
                0,
                overlay.learning(),
                AGEING);
    }

    private Bridge bridge(Overlay overlay, Member member, Overlay.BridgeName name, Names names) {
        SortedSet<String> altNames = new TreeSet<>();
        name.altName().ifPresent(altNames::add);
        LinkSettings settings =
                settings(
                        overlay,
                        member,
                        names.bridgeMac(member),
                        AddressGeneration.EUI64,
                        altNames);
        return new Bridge(name.name(), settings, false, false, AGEING);
    }

    private LinkSettings settings(
            Overlay overlay,
            Member member,
            MacAddress mac,
            AddressGeneration generation,
            SortedSet<String> altNames) {
        String mark = mark(overlay).toString();
        return new LinkSettings(
                Optional.of(mac),
                member.mtu().value(),
                true,
                Mark.LINK_GROUP,
                Optional.of(mark),
                generation,
                altNames);
    }

    private static List<BridgePort> ports(Overlay overlay, Member member, InterfaceName bridge) {
        List<BridgePort> ports = new ArrayList<>();
        boolean fixed = overlay.flooding() instanceof Flooding.Static;
        ports.add(port(member.device().value(), bridge, !fixed, fixed));
        for (Overlay.Endpoint endpoint : overlay.endpoints()) {
            if (endpoint.host().equals(member.host())) {
                endpoint.device()
                        .ifPresent(device -> ports.add(port(device.value(), bridge, true, false)));
            }
        }
        return ports;
    }

    private static BridgePort port(
            InterfaceName device, InterfaceName bridge, boolean learning, boolean neighSuppress) {
        return new BridgePort(device, bridge, Mark.PORT_COST, learning, neighSuppress);
    }
}

package io.vxplan.lab.layout;

import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.Cable.Plug;
import io.vxplan.lab.layout.Namespace.KnownNeighbour;
import io.vxplan.lab.layout.Namespace.Switch;
import io.vxplan.model.Family;
import io.vxplan.model.HostName;
import io.vxplan.model.InterfaceAddress;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Overlay;
import io.vxplan.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the hosts' tunnels run over: each host has one interface in it, and all its underlay
/// addresses on that.
final class Underlay {
    private static final InterfaceName USUAL_DEVICE = new InterfaceName("eth0");

    private final LabName lab;
    private final Topology topology;
    private final SortedMap<HostName, SortedSet<IpAddress>> addresses = new TreeMap<>();
    private final List<UnderlaySubnet> subnets;

    Underlay(LabName lab, Topology topology) {
        this.lab = lab;
        this.topology = topology;
        topology.hosts()
                .forEach((host, underlay) ->
                        addresses.put(host, new TreeSet<>(Set.of(underlay.address().value()))));
        for (Overlay overlay : topology.overlays()) {
            overlay.members()
                    .forEach((host, member) -> addressesOf(host).add(member.underlay().value()));
        }
        this.subnets = UnderlaySubnet.of(addresses.values().stream().flatMap(Set::stream).toList());
    }

    private SortedSet<IpAddress> addressesOf(HostName host) {
        return addresses.computeIfAbsent(host, _ -> new TreeSet<>());
    }

    /// The bridges, and the router between them. It has addresses even where nothing is routed: a
    /// lab's SSH connections start there.
    Namespace namespace() {
        List<Switch> switches =
                subnets.stream()
                        .map(subnet -> new Switch(subnet.bridge(), List.of(subnet.routerAddress())))
                        .toList();
        return new Namespace(lab.underlay(), switches, subnets.size() > 1, List.of(), List.of());
    }

    List<Cable> cables() {
        List<Cable> cables = new ArrayList<>();
        int port = 1;
        for (HostName host : addresses.keySet()) {
            List<UnderlaySubnet> mine = subnetsOf(host);
            for (UnderlaySubnet subnet : mine) {
                InterfaceName device = deviceOf(host, mine.indexOf(subnet));
                cables.add(cable(host, device, subnet, new InterfaceName("port" + port++)));
            }
        }
        return cables;
    }

    private Cable cable(
            HostName host, InterfaceName device, UnderlaySubnet subnet, InterfaceName port) {
        List<InterfaceAddress> inSubnet =
                addressesOf(host).stream()
                        .filter(address -> subnetOf(address).equals(subnet))
                        .map(address -> new InterfaceAddress(address, subnet.prefix().length()))
                        .toList();
        int mtu = Objects.requireNonNull(topology.hosts().get(host)).mtu();
        return new Cable(
                Plug.of(lab.host(host), device, new Attachment.Addressed(inSubnet)),
                Plug.of(lab.underlay(), port, new Attachment.PortOf(subnet.bridge())),
                mtu);
    }

    /// A host with default routes, where there is more than one subnet, and with all its
    /// neighbours: the neighbour table is one for the whole machine, and fifty hosts that ask for
    /// each other overflow it.
    Namespace host(HostName host) {
        List<UnderlaySubnet> mine = subnetsOf(host);
        List<IpAddress> gateways = new ArrayList<>();
        for (Family family : Family.values()) {
            if (subnets.stream().filter(subnet -> subnet.prefix().family() == family).count() > 1) {
                mine.stream()
                        .map(UnderlaySubnet::router)
                        .filter(router -> router.family() == family)
                        .findFirst()
                        .ifPresent(gateways::add);
            }
        }
        List<KnownNeighbour> neighbours = new ArrayList<>();
        for (UnderlaySubnet subnet : mine) {
            InterfaceName device = deviceOf(host, mine.indexOf(subnet));
            neighbours.addAll(neighbours(host, device, subnet));
        }
        return new Namespace(lab.host(host), List.of(), false, gateways, neighbours);
    }

    private List<KnownNeighbour> neighbours(
            HostName self, InterfaceName device, UnderlaySubnet subnet) {
        List<KnownNeighbour> neighbours = new ArrayList<>();
        addresses.forEach((peer, itsAddresses) -> {
            if (peer.equals(self)) {
                return;
            }
            List<UnderlaySubnet> its = subnetsOf(peer);
            for (IpAddress address : itsAddresses) {
                if (subnetOf(address).equals(subnet)) {
                    InterfaceName there = deviceOf(peer, its.indexOf(subnet));
                    Plug plug = Plug.of(lab.host(peer), there, new Attachment.Loose());
                    neighbours.add(new KnownNeighbour(device, address, plug.mac()));
                }
            }
        });
        return neighbours;
    }

    private UnderlaySubnet subnetOf(IpAddress address) {
        return UnderlaySubnet.holding(address, subnets).orElseThrow();
    }

    private List<UnderlaySubnet> subnetsOf(HostName host) {
        return addressesOf(host).stream().map(this::subnetOf).distinct().toList();
    }

    /// The user's name for it, where the topology joins a multicast group there. A host with
    /// addresses in several subnets has an interface in each.
    private InterfaceName deviceOf(HostName host, int index) {
        if (index > 0) {
            return new InterfaceName("eth" + index);
        }
        List<InterfaceName> named =
                topology.overlays().stream()
                        .map(overlay -> Optional.ofNullable(overlay.members().get(host)))
                        .flatMap(member -> member.flatMap(Overlay.Member::groupDevice).stream())
                        .distinct()
                        .toList();
        if (named.size() > 1) {
            throw new IllegalArgumentException(
                    "host '"
                            + host
                            + "' joins multicast groups on "
                            + named
                            + ": a lab gives each host one underlay interface for them");
        }
        return named.isEmpty() ? USUAL_DEVICE : named.getFirst();
    }
}

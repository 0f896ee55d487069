package io.vxplan.lab.layout;

import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.Cable.Plug;
import io.vxplan.lab.layout.Namespace.KnownNeighbour;
import io.vxplan.lab.layout.Namespace.Switch;
import io.vxplan.model.HostName;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the hosts' tunnels run over: each host has one interface in it, and all its underlay
/// addresses on that. Servers that hosts find each other by are there too, all in one namespace.
final class Underlay {
    private static final InterfaceName USUAL_DEVICE = new InterfaceName("eth0");
    private static final int USUAL_MTU = 1500;

    private final LabName lab;
    private final Topology topology;
    private final SortedMap<HostName, Machine> hosts = new TreeMap<>();
    private final Optional<Machine> servers;
    private final List<UnderlaySubnet> subnets;

    /// @param servers addresses that no host has
    Underlay(LabName lab, Topology topology, Collection<IpAddress> servers) {
        this.lab = lab;
        this.topology = topology;
        topology.hosts()
                .forEach((host, underlay) -> {
                    Machine machine = machine(host, underlay.mtu());
                    machine.addresses().add(underlay.address().value());
                    hosts.put(host, machine);
                });
        for (Overlay overlay : topology.overlays()) {
            overlay.members()
                    .forEach((host, member) ->
                            hosts.computeIfAbsent(host, _ -> machine(host, member.underlayMtu()))
                                    .addresses()
                                    .add(member.underlay().value()));
        }
        this.servers =
                servers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Machine(
                                        lab.servers(),
                                        USUAL_DEVICE,
                                        USUAL_MTU,
                                        new TreeSet<>(servers)));
        this.subnets =
                UnderlaySubnet.of(
                        machines().stream()
                                .flatMap(machine -> machine.addresses().stream())
                                .toList());
    }

    /// @param firstDevice its interface in the first of its subnets
    private record Machine(
            String namespace, InterfaceName firstDevice, int mtu, SortedSet<IpAddress> addresses) {

        List<UnderlaySubnet> subnets(List<UnderlaySubnet> all) {
            return addresses.stream().map(address -> subnet(address, all)).distinct().toList();
        }

        /// One with addresses in several subnets has an interface in each.
        InterfaceName device(UnderlaySubnet subnet, List<UnderlaySubnet> all) {
            int index = subnets(all).indexOf(subnet);
            return index == 0 ? firstDevice : new InterfaceName("eth" + index);
        }

        private static UnderlaySubnet subnet(IpAddress address, List<UnderlaySubnet> all) {
            return UnderlaySubnet.holding(address, all).orElseThrow();
        }
    }

    private Machine machine(HostName host, int mtu) {
        return new Machine(lab.host(host), deviceOf(host), mtu, new TreeSet<>());
    }

    /// Servers come last.
    private List<Machine> machines() {
        return Stream.concat(hosts.values().stream(), servers.stream()).toList();
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
        for (Machine machine : machines()) {
            for (UnderlaySubnet subnet : machine.subnets(subnets)) {
                cables.add(cable(machine, subnet, new InterfaceName("port" + port++)));
            }
        }
        return cables;
    }

    private Cable cable(Machine machine, UnderlaySubnet subnet, InterfaceName port) {
        List<InterfaceAddress> inSubnet =
                machine.addresses().stream()
                        .filter(address -> isIn(subnet, address))
                        .map(address -> new InterfaceAddress(address, subnet.prefix().length()))
                        .toList();
        return new Cable(
                Plug.of(
                        machine.namespace(),
                        machine.device(subnet, subnets),
                        new Attachment.Addressed(inSubnet)),
                Plug.of(lab.underlay(), port, new Attachment.PortOf(subnet.bridge())),
                machine.mtu());
    }

    private boolean isIn(UnderlaySubnet subnet, IpAddress address) {
        return Machine.subnet(address, subnets).equals(subnet);
    }

    Namespace host(HostName host) {
        return namespace(Objects.requireNonNull(hosts.get(host)));
    }

    /// Empty where there is no server.
    Optional<Namespace> servers() {
        return servers.map(this::namespace);
    }

    /// One with default routes, where there is more than one subnet, and with all its neighbours:
    /// the neighbour table is one for the whole machine, and fifty hosts that ask for each other
    /// overflow it.
    private Namespace namespace(Machine machine) {
        List<UnderlaySubnet> mine = machine.subnets(subnets);
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
            neighbours.addAll(neighbours(machine, subnet));
        }
        return new Namespace(machine.namespace(), List.of(), false, gateways, neighbours);
    }

    private List<KnownNeighbour> neighbours(Machine self, UnderlaySubnet subnet) {
        InterfaceName device = self.device(subnet, subnets);
        List<KnownNeighbour> neighbours = new ArrayList<>();
        for (Machine peer : machines()) {
            if (peer.equals(self)) {
                continue;
            }
            for (IpAddress address : peer.addresses()) {
                if (isIn(subnet, address)) {
                    InterfaceName there = peer.device(subnet, subnets);
                    Plug plug = Plug.of(peer.namespace(), there, new Attachment.Loose());
                    neighbours.add(new KnownNeighbour(device, address, plug.mac()));
                }
            }
        }
        return neighbours;
    }

    /// The user's name for it, where the topology joins a multicast group there.
    private InterfaceName deviceOf(HostName host) {
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

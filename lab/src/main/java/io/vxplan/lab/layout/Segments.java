package io.vxplan.lab.layout;

import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.Cable.Plug;
import io.vxplan.lab.layout.Namespace.Switch;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.EndpointMac;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// The networks behind the hosts, and the workloads in them and in bridged overlays.
final class Segments {
    private final LabName lab;
    private final Topology topology;
    private final List<Switch> switches = new ArrayList<>();
    private final List<Cable> cables = new ArrayList<>();
    private final Map<String, Inhabitant> inhabitants = new TreeMap<>();

    Segments(LabName lab, Topology topology) {
        this.lab = lab;
        this.topology = topology;
        for (Overlay overlay : topology.overlays()) {
            for (Endpoint endpoint : overlay.endpoints()) {
                String namespace = lab.workload(overlay.name(), endpoint.name().value());
                inhabitants.put(namespace, new Inhabitant(namespace, overlay, endpoint));
            }
        }
        Segment.of(topology).forEach(this::connect);
        inhabitants.values().forEach(this::bridge);
    }

    /// An endpoint on its way to becoming a workload.
    private final class Inhabitant {
        private final String namespace;
        private final Overlay overlay;
        private final Endpoint endpoint;
        private final List<IpAddress> gateways = new ArrayList<>();
        private int interfaces;

        Inhabitant(String namespace, Overlay overlay, Endpoint endpoint) {
            this.namespace = namespace;
            this.overlay = overlay;
            this.endpoint = endpoint;
        }

        /// The MAC that the overlay expects is on the first interface.
        Plug plug(List<InterfaceAddress> addresses) {
            InterfaceName device = new InterfaceName("eth" + interfaces++);
            Plug plug = Plug.of(namespace, device, new Attachment.Addressed(addresses));
            MacAddress expected = EndpointMac.of(topology.name().value(), overlay.name(), endpoint);
            return interfaces > 1 ? plug : new Plug(namespace, device, expected, plug.attachment());
        }

        Workload workload() {
            return new Workload(
                    overlay.name(),
                    endpoint.name().value(),
                    endpoint.host(),
                    endpoint.addresses().stream().map(Located::value).toList(),
                    new Namespace(namespace, List.of(), false, gateways, List.of()));
        }
    }

    Namespace switches() {
        return new Namespace(lab.switches(), switches, false, List.of(), List.of());
    }

    List<Cable> cables() {
        return cables;
    }

    List<Workload> workloads() {
        return inhabitants.values().stream().map(Inhabitant::workload).toList();
    }

    /// Joins everybody in the segment: two by a cable, more by a switch.
    private void connect(Segment segment) {
        List<Plug> plugs = new ArrayList<>();
        segment.ports().forEach(port -> plugs.add(hostPlug(segment, port)));
        inhabitants.values().stream()
                .map(inhabitant -> plug(segment, inhabitant))
                .flatMap(Optional::stream)
                .forEach(plugs::add);
        int mtu = mtu(segment);
        if (plugs.size() == 2) {
            cables.add(new Cable(plugs.getFirst(), plugs.getLast(), mtu));
            return;
        }
        InterfaceName name = new InterfaceName("segment" + (switches.size() + 1));
        switches.add(new Switch(name, List.of()));
        for (Plug plug : plugs) {
            InterfaceName port = new InterfaceName("port" + (cables.size() + 1));
            cables.add(
                    new Cable(
                            plug, Plug.of(lab.switches(), port, new Attachment.PortOf(name)), mtu));
        }
    }

    private Plug hostPlug(Segment segment, Segment.Port port) {
        List<InterfaceAddress> gateways =
                segment.networks().stream()
                        .flatMap(placed -> gateway(placed.network(), port.host()).stream())
                        .toList();
        return Plug.of(lab.host(port.host()), port.device(), new Attachment.Addressed(gateways));
    }

    private Optional<Plug> plug(Segment segment, Inhabitant inhabitant) {
        List<InterfaceAddress> addresses = new ArrayList<>();
        for (Segment.Placed placed : segment.networks()) {
            if (placed.overlay().equals(inhabitant.overlay)
                    && Completion.isIn(placed.network(), inhabitant.endpoint)) {
                addresses.addAll(inside(placed.network(), inhabitant.endpoint));
                gateway(placed.network(), inhabitant.endpoint.host())
                        .ifPresent(gateway -> inhabitant.gateways.add(gateway.address()));
            }
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(inhabitant.plug(addresses));
    }

    private static List<InterfaceAddress> inside(Network network, Endpoint endpoint) {
        return endpoint.addresses().stream()
                .map(Located::value)
                .filter(network.prefix().value()::contains)
                .map(address -> new InterfaceAddress(address, network.prefix().value().length()))
                .toList();
    }

    private static Optional<InterfaceAddress> gateway(Network network, HostName host) {
        return network.behind().stream()
                .filter(attachment -> attachment.host().equals(host))
                .map(attachment ->
                        new InterfaceAddress(
                                attachment.gateway().value(), network.prefix().value().length()))
                .findFirst();
    }

    private static int mtu(Segment segment) {
        return segment.networks().stream()
                .flatMap(placed ->
                        placed.network().behind().stream()
                                .map(at -> placed.overlay().members().get(at.host())))
                .filter(Objects::nonNull)
                .mapToInt(member -> member.mtu().value())
                .min()
                .orElseThrow();
    }

    /// In a bridged overlay the host's end is left for `apply` to make a port of the bridge.
    private void bridge(Inhabitant inhabitant) {
        Overlay overlay = inhabitant.overlay;
        Member member = overlay.members().get(inhabitant.endpoint.host());
        if (overlay.mode() == Overlay.Mode.ROUTED || member == null) {
            return;
        }
        InterfaceName device = inhabitant.endpoint.device().orElseThrow().value();
        cables.add(
                new Cable(
                        Plug.of(lab.host(member.host()), device, new Attachment.Loose()),
                        inhabitant.plug(addresses(overlay, inhabitant.endpoint)),
                        member.mtu().value()));
    }

    private static List<InterfaceAddress> addresses(Overlay overlay, Endpoint endpoint) {
        List<InterfaceAddress> addresses = new ArrayList<>();
        for (Located<IpAddress> address : endpoint.addresses()) {
            overlay.subnets().stream()
                    .map(Located::value)
                    .filter(subnet -> subnet.contains(address.value()))
                    .map(subnet -> new InterfaceAddress(address.value(), subnet.length()))
                    .forEach(addresses::add);
        }
        return List.copyOf(addresses);
    }
}

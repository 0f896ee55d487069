package io.vxplan.plan.compile;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FdbEntry.Destination;
import io.vxplan.model.resource.FdbEntry.State;
import io.vxplan.model.resource.FdbEntry.Table;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What hosts know of the other members of an overlay: FDB entries, neighbours, and routes to the
/// networks behind them. What is the same for every host is made once: a mesh of a thousand hosts
/// has a million entries, but a thousand MAC addresses.
final class Peers {
    private final Overlay overlay;
    private final Allocations allocations;
    private final Names names;
    private final List<Target> targets;

    /// What a frame can be sent to.
    ///
    /// @param addresses whose neighbour entries say `mac`
    private record Target(
            Member member,
            Optional<Destination> tunnel,
            MacAddress mac,
            List<Located<IpAddress>> addresses) {
        Target(Member member, MacAddress mac, List<Located<IpAddress>> addresses) {
            this(member, Optional.of(Destination.of(member.underlay().value())), mac, addresses);
        }
    }

    Peers(Overlay overlay, Allocations allocations, Names names) {
        this.overlay = overlay;
        this.allocations = allocations;
        this.names = names;
        this.targets =
                switch (overlay.flooding()) {
                    case Flooding.Replicate() -> floodList();
                    case Flooding.Static() -> declared();
                    // The group reaches everybody; the kernel makes its all-zeros entry itself.
                    case Flooding.Group _ -> List.of();
                };
    }

    private List<Target> floodList() {
        return overlay.members().values().stream()
                .map(member -> new Target(member, MacAddress.ZERO, List.of()))
                .toList();
    }

    private List<Target> declared() {
        List<Target> declared = new ArrayList<>();
        Map<HostName, List<Located<IpAddress>>> hosts = allocations.hosts(overlay.name());
        for (Member member : overlay.members().values()) {
            List<Located<IpAddress>> addresses = hosts.getOrDefault(member.host(), List.of());
            if (!addresses.isEmpty()) {
                declared.add(new Target(member, names.layer3Mac(member), addresses));
            }
        }
        for (Endpoint endpoint : overlay.endpoints()) {
            Member member = overlay.members().get(endpoint.host());
            if (member != null && member.bridge().isPresent()) {
                declared.add(new Target(member, names.endpointMac(endpoint), endpoint.addresses()));
            }
        }
        return declared;
    }

    List<Resource> resourcesFor(Member self) {
        List<Resource> resources = new ArrayList<>();
        for (Target target : targets) {
            if (!target.member().host().equals(self.host())) {
                reachable(self, target, resources);
            }
        }
        overlay.networks().forEach(network -> route(self, network).ifPresent(resources::add));
        return resources;
    }

    /// With a bridge a remote MAC needs two entries: the bridge's, to find the VXLAN port, and the
    /// VXLAN device's own. The bridge's must not be `permanent`, which means local there: frames to
    /// it would end here.
    private void reachable(Member self, Target target, List<Resource> resources) {
        InterfaceName vxlan = self.device().value();
        MacAddress mac = target.mac();
        resources.add(new FdbEntry(vxlan, Table.SELF, mac, target.tunnel(), State.PERMANENT));
        if (self.bridge().isPresent() && !mac.equals(MacAddress.ZERO)) {
            resources.add(new FdbEntry(vxlan, Table.MASTER, mac, Optional.empty(), State.STATIC));
        }
        InterfaceName device = names.layer3(self);
        for (Located<IpAddress> address : target.addresses()) {
            resources.add(new Neighbour(device, address.value(), mac, true, Mark.PROTOCOL));
        }
    }

    private Optional<Route> route(Member self, Network network) {
        if (network.behind().stream()
                .anyMatch(attachment -> attachment.host().equals(self.host()))) {
            return Optional.empty();
        }
        InterfaceName device = names.layer3(self);
        List<Route.NextHop> hops = new ArrayList<>();
        for (Overlay.Attachment attachment : network.behind()) {
            allocations.of(overlay.name(), attachment.host()).stream()
                    .map(Located::value)
                    .filter(address -> address.family() == network.prefix().value().family())
                    .forEach(gateway ->
                            hops.add(new Route.NextHop(Optional.of(gateway), device, 1)));
        }
        int metric = Route.defaultMetric(network.prefix().value().family());
        return hops.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Route(
                                Route.MAIN_TABLE,
                                network.prefix().value(),
                                metric,
                                Mark.PROTOCOL,
                                Route.UNICAST,
                                hops));
    }
}

package io.vxplan.plan.compile;

import io.vxplan.model.Allocations;
import io.vxplan.model.FdbEntry;
import io.vxplan.model.FdbEntry.Destination;
import io.vxplan.model.FdbEntry.State;
import io.vxplan.model.FdbEntry.Table;
import io.vxplan.model.Flooding;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.MacAddress;
import io.vxplan.model.Mark;
import io.vxplan.model.Neighbour;
import io.vxplan.model.Overlay;
import io.vxplan.model.Overlay.Endpoint;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Overlay.Network;
import io.vxplan.model.Resource;
import io.vxplan.model.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a host knows of the other members of an overlay: FDB entries, neighbours, and routes to the
/// networks behind them.
record Peers(Overlay overlay, Allocations allocations, Names names) {

    List<Resource> resourcesFor(Member self) {
        List<Resource> resources = new ArrayList<>();
        switch (overlay.flooding()) {
            case Flooding.Replicate() -> floodList(self, resources);
            case Flooding.Static() -> declared(self, resources);
            case Flooding.Group _ -> {
                // The group reaches everybody; the kernel makes its all-zeros entry itself.
            }
        }
        overlay.networks().forEach(network -> route(self, network).ifPresent(resources::add));
        return resources;
    }

    private void floodList(Member self, List<Resource> resources) {
        for (Member peer : others(self)) {
            resources.add(
                    entry(self, Table.SELF, MacAddress.ZERO, Optional.of(peer), State.PERMANENT));
        }
    }

    private void declared(Member self, List<Resource> resources) {
        for (Member peer : others(self)) {
            List<Located<IpAddress>> addresses = allocations.of(overlay.name(), peer.host());
            if (!addresses.isEmpty()) {
                reachable(self, peer, names.layer3Mac(peer), addresses, resources);
            }
        }
        if (self.bridge().isEmpty()) {
            return;
        }
        for (Endpoint endpoint : overlay.endpoints()) {
            Member peer = overlay.members().get(endpoint.host());
            if (peer != null && !peer.host().equals(self.host())) {
                reachable(self, peer, names.endpointMac(endpoint), endpoint.addresses(), resources);
            }
        }
    }

    /// With a bridge a remote MAC needs two entries: the bridge's, to find the VXLAN port, and the
    /// VXLAN device's own. The bridge's must not be `permanent`, which means local there: frames to
    /// it would end here.
    private void reachable(
            Member self,
            Member peer,
            MacAddress mac,
            List<Located<IpAddress>> addresses,
            List<Resource> resources) {
        resources.add(entry(self, Table.SELF, mac, Optional.of(peer), State.PERMANENT));
        if (self.bridge().isPresent()) {
            resources.add(entry(self, Table.MASTER, mac, Optional.empty(), State.STATIC));
        }
        InterfaceName device = names.layer3(self);
        for (Located<IpAddress> address : addresses) {
            resources.add(new Neighbour(device, address.value(), mac, true, Mark.PROTOCOL));
        }
    }

    private static FdbEntry entry(
            Member self, Table table, MacAddress mac, Optional<Member> peer, State state) {
        Optional<Destination> to = peer.map(member -> Destination.of(member.underlay().value()));
        return new FdbEntry(self.device().value(), table, mac, to, state);
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

    private List<Member> others(Member self) {
        return overlay.members().values().stream()
                .filter(peer -> !peer.host().equals(self.host()))
                .toList();
    }
}

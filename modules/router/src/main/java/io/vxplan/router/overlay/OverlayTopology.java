package io.vxplan.router.overlay;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import io.vxplan.router.routing.Routing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The overlay in the terms of a topology, so that the same code compiles it.
record OverlayTopology(Topology topology, Allocations allocations) {
    private static final Location PEER = new Location("discovery.json", 0, 0);

    static Mark mark(Routing routing) {
        return routing.mark();
    }

    static InterfaceName device(Routing routing) {
        return routing.form().device();
    }

    static HostName self(Routing routing) {
        return new HostName(routing.stackId().value());
    }

    static OverlayTopology of(Routing routing, Underlay underlay, List<Participant> participants) {
        return new Builder(routing, underlay, participants).build();
    }

    private record Builder(Routing routing, Underlay underlay, List<Participant> participants) {

        OverlayTopology build() {
            String name = mark(routing).overlay();
            Located<IpAddress> end = new Located<>(underlay.address(), routing.stackId().at());
            SortedMap<HostName, Member> members = new TreeMap<>();
            SortedMap<HostName, List<Located<IpAddress>>> addresses = new TreeMap<>();
            members.put(self(routing), member(self(routing), end, routing.form().mac()));
            addresses.put(self(routing), List.of(routing.address()));
            for (Participant peer : participants) {
                HostName host = new HostName(peer.stack().id());
                members.put(
                        host,
                        member(host, new Located<>(peer.underlay(), PEER), peer.stack().mac()));
                peer.gateway()
                        .ifPresent(gateway ->
                                addresses.put(host, List.of(new Located<>(gateway, PEER))));
            }
            return new OverlayTopology(
                    new Topology(
                            new Located<>(mark(routing).topology(), routing.stackId().at()),
                            hosts(members),
                            List.of(overlay(name, members))),
                    new Allocations(new TreeMap<>(Map.of(name, addresses))));
        }

        private SortedMap<HostName, UnderlayHost> hosts(SortedMap<HostName, Member> members) {
            SortedMap<HostName, UnderlayHost> hosts = new TreeMap<>();
            members.forEach((host, member) ->
                    hosts.put(
                            host, new UnderlayHost(member.underlay(), underlay.mtu(), List.of())));
            return hosts;
        }

        private Overlay overlay(String name, SortedMap<HostName, Member> members) {
            return new Overlay(
                    name,
                    routing.vni().at(),
                    routing.vni(),
                    routing.port(),
                    Overlay.Mode.ROUTED,
                    new Membership.Static(),
                    routing.form().flooding(),
                    routing.form().learning(),
                    routing.form().ttl(),
                    routing.form().forwarding(),
                    true,
                    routing.form().firewall(),
                    List.of(routing.subnet()),
                    members,
                    networks(),
                    List.of());
        }

        private Member member(HostName host, Located<IpAddress> end, Optional<MacAddress> mac) {
            int most = underlay.mtu() - underlay.address().family().vxlanOverhead();
            return new Member(
                    host,
                    end.at(),
                    end,
                    underlay.mtu(),
                    routing.mtu().orElse(new Located<>(most, routing.stackId().at())),
                    new Located<>(device(routing), routing.vni().at()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    mac);
        }

        private List<Network> networks() {
            List<Network> networks = new ArrayList<>();
            for (Routing.LocalNetwork network : routing.networks()) {
                Located<IpAddress> gateway =
                        network.gateway().orElse(network.subnet().map(Prefix::firstHost));
                networks.add(network(network.subnet(), self(routing), gateway));
            }
            for (Participant peer : participants) {
                HostName host = new HostName(peer.stack().id());
                for (Prefix prefix : peer.networks()) {
                    Located<Prefix> located = new Located<>(prefix, PEER);
                    networks.add(network(located, host, located.map(Prefix::firstHost)));
                }
            }
            networks.sort(Comparator.comparing(network -> network.prefix().value()));
            return List.copyOf(networks);
        }

        private static Network network(
                Located<Prefix> prefix, HostName host, Located<IpAddress> gateway) {
            return new Network(prefix, List.of(new Attachment(host, gateway, Optional.empty())));
        }
    }
}

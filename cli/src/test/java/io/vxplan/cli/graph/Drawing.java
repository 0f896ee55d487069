package io.vxplan.cli.graph;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.BridgeName;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import io.vxplan.model.topology.Topology.UnderlayHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Topologies to draw, put together by hand: what a picture does not show is the same everywhere.
final class Drawing {
    private static final Location NOWHERE = new Location("topology.yaml", 1, 1);

    private final String name;
    private final SortedMap<HostName, UnderlayHost> hosts = new TreeMap<>();
    private final List<Overlay> overlays = new ArrayList<>();

    Drawing(String name) {
        this.name = name;
    }

    Drawing host(String host, String underlay) {
        hosts.put(new HostName(host), new UnderlayHost(located(underlay), 1500, List.of()));
        return this;
    }

    OverlayBuilder overlay(String name, int vni, Mode mode, String... subnets) {
        return new OverlayBuilder(name, vni, mode, subnets);
    }

    Topology topology() {
        return new Topology(at(name), hosts, overlays);
    }

    final class OverlayBuilder {
        private final String name;
        private final int vni;
        private final Mode mode;
        private final List<Located<Prefix>> subnets;
        private final SortedMap<HostName, Member> members = new TreeMap<>();
        private final List<Network> networks = new ArrayList<>();
        private final List<Endpoint> endpoints = new ArrayList<>();
        private Flooding flooding = new Flooding.Replicate();
        private int port = 4789;

        private OverlayBuilder(String name, int vni, Mode mode, String... subnets) {
            this.name = name;
            this.vni = vni;
            this.mode = mode;
            this.subnets = Arrays.stream(subnets).map(Prefix::parse).map(Drawing::at).toList();
        }

        OverlayBuilder flooding(Flooding flooding) {
            this.flooding = flooding;
            return this;
        }

        OverlayBuilder port(int port) {
            this.port = port;
            return this;
        }

        OverlayBuilder member(String host, String... addresses) {
            HostName hostName = new HostName(host);
            UnderlayHost underlay = Objects.requireNonNull(hosts.get(hostName));
            Optional<BridgeName> bridge =
                    switch (mode) {
                        case ROUTED -> Optional.empty();
                        case BRIDGED ->
                                Optional.of(
                                        new BridgeName(
                                                new InterfaceName("br-" + name), Optional.empty()));
                    };
            members.put(
                    hostName,
                    new Member(
                            hostName,
                            NOWHERE,
                            underlay.address(),
                            underlay.mtu(),
                            at(1450),
                            at(new InterfaceName("vxlan" + vni)),
                            bridge,
                            Optional.empty(),
                            Arrays.stream(addresses).map(Drawing::located).toList(),
                            Optional.empty()));
            return this;
        }

        /// @param behind host=gateway
        OverlayBuilder network(String prefix, String... behind) {
            List<Attachment> attachments =
                    Arrays.stream(behind)
                            .map(text -> text.split("=", 2))
                            .map(pair ->
                                    new Attachment(
                                            new HostName(pair[0]),
                                            located(pair[1]),
                                            Optional.empty()))
                            .toList();
            networks.add(new Network(at(Prefix.parse(prefix)), attachments));
            return this;
        }

        OverlayBuilder endpoint(String endpoint, String host, String... addresses) {
            endpoints.add(
                    new Endpoint(
                            at(endpoint),
                            new HostName(host),
                            Arrays.stream(addresses).map(Drawing::located).toList(),
                            Optional.empty(),
                            Optional.empty()));
            return this;
        }

        Drawing done() {
            overlays.add(
                    new Overlay(
                            name,
                            NOWHERE,
                            at(new Vni(vni)),
                            port,
                            mode,
                            new Membership.Static(),
                            flooding,
                            true,
                            0,
                            true,
                            !members.values().stream().allMatch(m -> m.addresses().isEmpty()),
                            Firewall.NONE,
                            subnets,
                            members,
                            networks,
                            endpoints));
            return Drawing.this;
        }
    }

    private static Located<IpAddress> located(String address) {
        return at(IpAddress.parse(address));
    }

    private static <T> Located<T> at(T value) {
        return new Located<>(value, NOWHERE);
    }
}

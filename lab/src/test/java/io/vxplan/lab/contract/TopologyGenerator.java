package io.vxplan.lab.contract;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Valid topologies from a seed, of every mode and flooding, which all fit one machine as their
/// first host.
final class TopologyGenerator {
    private static final InterfaceName UNDERLAY = new InterfaceName("eth0");
    private static final int TAPS = 6;
    private static final Location NOWHERE = new Location("generated", 0, 0);
    private static final int UNDERLAY_MTU = 1500;

    private final Random random;
    private final int hosts;
    private int tap = 1;

    TopologyGenerator(long seed) {
        this.random = new Random(seed);
        this.hosts = 2 + random.nextInt(5);
    }

    static HostName host(int index) {
        return new HostName("h" + index);
    }

    /// What the first host is before.
    static Machine machine() {
        SortedMap<InterfaceName, List<InterfaceAddress>> interfaces = new TreeMap<>();
        interfaces.put(
                UNDERLAY,
                List.of(
                        new InterfaceAddress(underlay(Family.IPV4, 1), 24),
                        new InterfaceAddress(underlay(Family.IPV6, 1), 64)));
        for (int i = 1; i <= TAPS; i++) {
            interfaces.put(tap(i), List.of());
        }
        return new Machine(interfaces);
    }

    private static InterfaceName tap(int number) {
        return new InterfaceName("tap" + number);
    }

    private static IpAddress underlay(Family family, int index) {
        return IpAddress.parse(family == Family.IPV4 ? "198.18.0." + index : "fd18::" + index);
    }

    Topology topology() {
        Family family = any(Family.values());
        SortedMap<HostName, Topology.UnderlayHost> underlays = new TreeMap<>();
        for (int i = 1; i <= hosts; i++) {
            underlays.put(
                    host(i),
                    new Topology.UnderlayHost(
                            located(underlay(family, i)), UNDERLAY_MTU, List.of()));
        }
        List<Overlay> overlays = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            overlays.add(overlay(i, family));
        }
        return new Topology(located("generated"), underlays, overlays);
    }

    private Overlay overlay(int index, Family underlay) {
        Mode mode = any(Mode.values());
        List<Located<Prefix>> subnets = subnets(index);
        Flooding flooding = flooding(index, underlay);
        SortedMap<HostName, Member> members = members(index, underlay, mode, flooding);
        boolean addressed = mode == Mode.ROUTED || random.nextBoolean();
        return new Overlay(
                "o" + index,
                NOWHERE,
                located(new Vni(100 * index + random.nextInt(3))),
                random.nextBoolean() ? 4789 : 8472,
                mode,
                new Membership.Static(),
                flooding,
                flooding instanceof Flooding.Replicate && random.nextBoolean(),
                any(0, 1, 64),
                mode == Mode.ROUTED && random.nextBoolean(),
                addressed,
                any(Firewall.values()),
                subnets,
                members,
                mode == Mode.ROUTED ? networks(index, subnets) : List.of(),
                mode == Mode.BRIDGED ? endpoints(index, subnets) : List.of());
    }

    private List<Located<Prefix>> subnets(int index) {
        List<Located<Prefix>> subnets = new ArrayList<>();
        int which = random.nextInt(3);
        if (which != 1) {
            subnets.add(located(Prefix.parse("10." + index + ".0.0/24")));
        }
        if (which != 0) {
            subnets.add(located(Prefix.parse("fd" + (10 + index) + "::/64")));
        }
        return subnets;
    }

    private Flooding flooding(int index, Family family) {
        return switch (random.nextInt(3)) {
            case 0 -> new Flooding.Replicate();
            case 1 -> new Flooding.Static();
            default ->
                    new Flooding.Group(
                            IpAddress.parse(
                                    family == Family.IPV4 ? "239.1.1." + index : "ff05::" + index));
        };
    }

    private SortedMap<HostName, Member> members(
            int index, Family underlay, Mode mode, Flooding flooding) {
        int mtu = UNDERLAY_MTU - underlay.vxlanOverhead() - 10 * random.nextInt(3);
        Optional<BridgeName> bridge =
                mode == Mode.BRIDGED
                        ? Optional.of(
                                new BridgeName(
                                        new InterfaceName(any("br-o", "bridge") + index),
                                        random.nextBoolean()
                                                ? Optional.of("bridge-of-overlay-" + index)
                                                : Optional.empty()))
                        : Optional.empty();
        Optional<InterfaceName> groupDevice =
                flooding instanceof Flooding.Group ? Optional.of(UNDERLAY) : Optional.empty();
        SortedMap<HostName, Member> members = new TreeMap<>();
        for (int i = 1; i <= hosts; i++) {
            members.put(
                    host(i),
                    new Member(
                            host(i),
                            NOWHERE,
                            located(underlay(underlay, i)),
                            UNDERLAY_MTU,
                            located(mtu),
                            located(new InterfaceName("vxlan" + index)),
                            bridge,
                            groupDevice,
                            List.of(),
                            Optional.empty()));
        }
        return members;
    }

    private List<Network> networks(int index, List<Located<Prefix>> subnets) {
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            Family family = any(subnets).value().family();
            Prefix prefix =
                    Prefix.parse(
                            family == Family.IPV4
                                    ? "172." + (16 + index) + "." + i + ".0/24"
                                    : "fd7" + index + ":" + i + "::/64");
            List<Attachment> behind = new ArrayList<>();
            int first = 1 + random.nextInt(hosts);
            int count = Math.min(1 + random.nextInt(3), hosts + 1 - first);
            for (int j = 0; j < count; j++) {
                behind.add(
                        new Attachment(
                                host(first + j),
                                located(prefix.firstHost().plus(j)),
                                Optional.empty()));
            }
            networks.add(new Network(located(prefix), behind));
        }
        return networks;
    }

    private List<Endpoint> endpoints(int index, List<Located<Prefix>> subnets) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            HostName host = host(1 + random.nextInt(hosts));
            boolean here = host.equals(host(1)) && tap <= TAPS;
            int last = 100 + i;
            endpoints.add(
                    new Endpoint(
                            located("e" + index + "-" + i),
                            host,
                            subnets.stream()
                                    .map(subnet -> located(subnet.value().network().plus(last)))
                                    .toList(),
                            here ? Optional.of(located(tap(tap++))) : Optional.empty(),
                            Optional.empty()));
        }
        return endpoints;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }

    private static <T> Located<T> located(T value) {
        return new Located<>(value, NOWHERE);
    }
}

package io.vxplan.verify;

import io.vxplan.model.Allocations;
import io.vxplan.model.Firewall;
import io.vxplan.model.Flooding;
import io.vxplan.model.HostName;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.Membership;
import io.vxplan.model.Overlay;
import io.vxplan.model.Prefix;
import io.vxplan.model.Topology;
import io.vxplan.model.Vni;
import io.vxplan.plan.compile.Ipam;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Small topologies of hosts h1, h2, ... with underlay addresses 198.18.0.1, 198.18.0.2, ...
public final class Samples {
    public static final Location HERE = new Location("topology.yaml", 1, 1);

    private Samples() {}

    public static <T> Located<T> at(T value) {
        return new Located<>(value, HERE);
    }

    public static Topology topology(int hosts, Overlay... overlays) {
        SortedMap<HostName, Topology.UnderlayHost> underlay = new TreeMap<>();
        for (int i = 1; i <= hosts; i++) {
            underlay.put(host(i), new Topology.UnderlayHost(at(underlay(i)), 1500, List.of()));
        }
        return new Topology(at("demo"), underlay, List.of(overlays));
    }

    public static Allocations allocations(Topology topology) {
        return Ipam.allocate(topology, Allocations.EMPTY).allocations();
    }

    /// The overlay `blue`, which floods, of all hosts, and nothing behind them.
    public static Topology mesh(int hosts, String... subnets) {
        return blue(hosts, new Flooding.Replicate(), List.of(subnets), List.of(), List.of());
    }

    /// The overlay `blue` of all hosts.
    public static Topology blue(
            int hosts,
            Flooding flooding,
            List<String> subnets,
            List<Overlay.Network> networks,
            List<Overlay.Endpoint> endpoints) {
        return topology(hosts, routed("blue", 100, hosts, flooding, subnets, networks, endpoints));
    }

    /// With addresses for the hosts.
    public static Overlay routed(
            String name,
            int vni,
            int hosts,
            Flooding flooding,
            List<String> subnets,
            List<Overlay.Network> networks,
            List<Overlay.Endpoint> endpoints) {
        return overlay(
                name,
                vni,
                Overlay.Mode.ROUTED,
                flooding,
                subnets,
                members(hosts, "vxlan" + vni, Optional.empty()),
                networks,
                endpoints);
    }

    /// A bridged overlay, `red`, with a workload on each of two hosts.
    public static Topology twoWorkloads() {
        return topology(
                2,
                bridged(
                        "red",
                        200,
                        2,
                        new Flooding.Static(),
                        List.of(
                                port("a", 1, "10.0.1.11", "tap1"),
                                port("b", 2, "10.0.1.12", "tap2"))));
    }

    /// With endpoints only.
    public static Overlay bridged(
            String name, int vni, int hosts, Flooding flooding, List<Overlay.Endpoint> endpoints) {
        Overlay.BridgeName bridge =
                new Overlay.BridgeName(new InterfaceName("br-" + name), Optional.empty());
        return overlay(
                name,
                vni,
                Overlay.Mode.BRIDGED,
                flooding,
                List.of("10.0.1.0/24"),
                members(hosts, "vxlan" + vni, Optional.of(bridge)),
                List.of(),
                endpoints);
    }

    private static Overlay overlay(
            String name,
            int vni,
            Overlay.Mode mode,
            Flooding flooding,
            List<String> subnets,
            SortedMap<HostName, Overlay.Member> members,
            List<Overlay.Network> networks,
            List<Overlay.Endpoint> endpoints) {
        boolean routed = mode == Overlay.Mode.ROUTED;
        return new Overlay(
                name,
                HERE,
                at(new Vni(vni)),
                4789,
                mode,
                new Membership.Static(),
                flooding,
                flooding instanceof Flooding.Replicate,
                0,
                routed,
                routed,
                Firewall.NONE,
                subnets.stream().map(subnet -> at(Prefix.parse(subnet))).toList(),
                members,
                networks,
                endpoints);
    }

    private static SortedMap<HostName, Overlay.Member> members(
            int hosts, String device, Optional<Overlay.BridgeName> bridge) {
        SortedMap<HostName, Overlay.Member> members = new TreeMap<>();
        for (int i = 1; i <= hosts; i++) {
            members.put(
                    host(i),
                    new Overlay.Member(
                            host(i),
                            HERE,
                            at(underlay(i)),
                            1500,
                            at(1450),
                            at(new InterfaceName(device)),
                            bridge,
                            Optional.empty(),
                            List.of(),
                            Optional.empty()));
        }
        return members;
    }

    public static Overlay.Network network(String prefix, String gateway, int... hosts) {
        return new Overlay.Network(
                at(Prefix.parse(prefix)),
                Arrays.stream(hosts)
                        .mapToObj(host ->
                                new Overlay.Attachment(
                                        host(host), at(IpAddress.parse(gateway)), Optional.empty()))
                        .toList());
    }

    public static Overlay.Endpoint endpoint(String name, int host, String address) {
        return endpoint(name, host, address, Optional.empty());
    }

    /// In a bridged overlay, on a port of the bridge.
    public static Overlay.Endpoint port(String name, int host, String address, String device) {
        return endpoint(name, host, address, Optional.of(at(new InterfaceName(device))));
    }

    private static Overlay.Endpoint endpoint(
            String name, int host, String address, Optional<Located<InterfaceName>> device) {
        return new Overlay.Endpoint(
                at(name),
                host(host),
                List.of(at(IpAddress.parse(address))),
                device,
                Optional.empty());
    }

    public static HostName host(int index) {
        return new HostName("h" + index);
    }

    private static IpAddress underlay(int index) {
        return IpAddress.parse("198.18.0.0").plus(index);
    }
}

package io.vxplan.doctor;

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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Small topologies of hosts h1, h2, ... with underlay addresses 198.18.0.1, 198.18.0.2, ...
public final class Samples {
    private static final Location HERE = new Location("topology.yaml", 1, 1);

    private Samples() {}

    private static <T> Located<T> at(T value) {
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

    /// `blue`, VNI 100, with 172.20.0.0/16 behind h1 and 172.30.0.0/16 behind h2.
    public static Overlay routed(int hosts, Flooding flooding) {
        return overlay(
                "blue",
                100,
                Overlay.Mode.ROUTED,
                flooding,
                hosts,
                List.of("192.168.100.0/24", "fd00:100::/64"),
                List.of(
                        network("172.20.0.0/16", "172.20.0.1", 1),
                        network("172.30.0.0/16", "172.30.0.1", 2)),
                List.of());
    }

    /// `red`, VNI 200, with a workload on h1, and addresses of hosts.
    public static Overlay bridged(int hosts, Flooding flooding) {
        return overlay(
                "red",
                200,
                Overlay.Mode.BRIDGED,
                flooding,
                hosts,
                List.of("10.0.1.0/24", "fd00:1::/64"),
                List.of(),
                List.of(
                        new Overlay.Endpoint(
                                at("app"),
                                host(1),
                                List.of(at(IpAddress.parse("10.0.1.77"))),
                                Optional.of(at(new InterfaceName("tap1"))),
                                Optional.empty())));
    }

    private static Overlay overlay(
            String name,
            int vni,
            Overlay.Mode mode,
            Flooding flooding,
            int hosts,
            List<String> subnets,
            List<Overlay.Network> networks,
            List<Overlay.Endpoint> endpoints) {
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
                mode == Overlay.Mode.ROUTED,
                true,
                Firewall.NONE,
                subnets.stream().map(subnet -> at(Prefix.parse(subnet))).toList(),
                members(
                        hosts,
                        "vxlan" + vni,
                        mode == Overlay.Mode.BRIDGED
                                ? Optional.of("br-" + name)
                                : Optional.empty()),
                networks,
                endpoints);
    }

    private static SortedMap<HostName, Overlay.Member> members(
            int hosts, String device, Optional<String> bridge) {
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
                            bridge.map(name ->
                                    new Overlay.BridgeName(
                                            new InterfaceName(name), Optional.empty())),
                            Optional.empty(),
                            List.of(),
                            Optional.empty()));
        }
        return members;
    }

    private static Overlay.Network network(String prefix, String gateway, int host) {
        return new Overlay.Network(
                at(Prefix.parse(prefix)),
                List.of(
                        new Overlay.Attachment(
                                host(host),
                                at(IpAddress.parse(gateway)),
                                Optional.of(new InterfaceName("lan")))));
    }

    public static HostName host(int index) {
        return new HostName("h" + index);
    }

    private static IpAddress underlay(int index) {
        return IpAddress.parse("198.18.0.0").plus(index);
    }
}

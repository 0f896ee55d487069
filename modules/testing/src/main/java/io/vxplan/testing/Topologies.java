package io.vxplan.testing;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Ipam;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Parts of small topologies of hosts h1, h2, ... with underlay addresses 198.18.0.1, 198.18.0.2,
/// ...
public final class Topologies {
    public static final Location HERE = new Location("topology.yaml", 1, 1);

    private Topologies() {}

    public static <T> Located<T> at(T value) {
        return new Located<>(value, HERE);
    }

    /// The topology `demo`.
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
                true,
                flooding,
                subnets,
                members(hosts, "vxlan" + vni, Optional.empty()),
                networks,
                endpoints);
    }

    /// @param addressed whether hosts have addresses in it
    public static Overlay bridged(
            String name,
            int vni,
            int hosts,
            boolean addressed,
            Flooding flooding,
            List<String> subnets,
            List<Overlay.Endpoint> endpoints) {
        return overlay(
                name,
                vni,
                Overlay.Mode.BRIDGED,
                addressed,
                flooding,
                subnets,
                members(hosts, "vxlan" + vni, Optional.of("br-" + name)),
                List.of(),
                endpoints);
    }

    private static Overlay overlay(
            String name,
            int vni,
            Overlay.Mode mode,
            boolean addressed,
            Flooding flooding,
            List<String> subnets,
            SortedMap<HostName, Overlay.Member> members,
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
                addressed,
                Firewall.NONE,
                subnets.stream().map(subnet -> at(Prefix.parse(subnet))).toList(),
                members,
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

    /// A network behind hosts, each of which is `gateway` there.
    public static Overlay.Network network(String prefix, String gateway, int... hosts) {
        return network(prefix, gateway, Optional.empty(), hosts);
    }

    /// @param device of the hosts in that network
    public static Overlay.Network network(
            String prefix, String gateway, Optional<InterfaceName> device, int... hosts) {
        return new Overlay.Network(
                at(Prefix.parse(prefix)),
                Arrays.stream(hosts)
                        .mapToObj(host ->
                                new Overlay.Attachment(
                                        host(host), at(IpAddress.parse(gateway)), device))
                        .toList());
    }

    /// A workload in a network behind its host.
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

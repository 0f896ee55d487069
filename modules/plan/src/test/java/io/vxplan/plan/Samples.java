package io.vxplan.plan;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Small topologies and hosts for tests of pure code.
public final class Samples {
    public static final Location HERE = new Location("topology.yaml", 1, 1);

    private Samples() {}

    public static <T> Located<T> at(T value) {
        return new Located<>(value, HERE);
    }

    /// Routed overlay `blue` of `count` hosts h1, h2, ..., and a network behind the second.
    public static Topology routed(int count, int vni, Flooding flooding) {
        return routed(count, vni, "vxlan" + vni, flooding);
    }

    static Topology routed(int count, int vni, String device, Flooding flooding) {
        SortedMap<HostName, Overlay.Member> members = new TreeMap<>();
        SortedMap<HostName, Topology.UnderlayHost> hosts = new TreeMap<>();
        for (int i = 1; i <= count; i++) {
            HostName host = new HostName("h" + i);
            Located<IpAddress> underlay = at(underlay(i));
            hosts.put(host, new Topology.UnderlayHost(underlay, 1500, List.of()));
            members.put(host, member(host, underlay, device));
        }
        Overlay.Network network =
                new Overlay.Network(
                        at(Prefix.parse("172.21.0.0/16")),
                        List.of(
                                new Overlay.Attachment(
                                        new HostName("h2"),
                                        at(IpAddress.parse("172.21.0.1")),
                                        Optional.empty())));
        Overlay overlay =
                new Overlay(
                        "blue",
                        HERE,
                        at(new Vni(vni)),
                        4789,
                        Overlay.Mode.ROUTED,
                        new Membership.Static(),
                        flooding,
                        flooding instanceof Flooding.Replicate,
                        0,
                        true,
                        true,
                        Firewall.NONE,
                        List.of(at(Prefix.parse("192.168.100.0/24"))),
                        members,
                        List.of(network),
                        List.of());
        return new Topology(at("demo"), hosts, List.of(overlay));
    }

    private static Overlay.Member member(
            HostName host, Located<IpAddress> underlay, String device) {
        return new Overlay.Member(
                host,
                HERE,
                underlay,
                1500,
                at(1450),
                at(new InterfaceName(device)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /// The same with members that are discovered.
    public static Topology discovered(Topology topology) {
        return new Topology(
                topology.name(),
                topology.hosts(),
                topology.overlays().stream().map(Samples::discovered).toList());
    }

    private static Overlay discovered(Overlay overlay) {
        return with(new Membership.Discovered(at("prod")), overlay.firewall(), overlay);
    }

    /// With `firewall: peers`.
    static Overlay guarded(Overlay overlay) {
        return with(overlay.membership(), Firewall.PEERS, overlay);
    }

    private static Overlay with(Membership membership, Firewall firewall, Overlay overlay) {
        return new Overlay(
                overlay.name(),
                overlay.at(),
                overlay.vni(),
                overlay.port(),
                overlay.mode(),
                membership,
                overlay.flooding(),
                overlay.learning(),
                overlay.ttl(),
                overlay.forwarding(),
                overlay.addressed(),
                firewall,
                overlay.subnets(),
                overlay.members(),
                overlay.networks(),
                overlay.endpoints());
    }

    public static IpAddress underlay(int index) {
        return IpAddress.parse("198.18.0.0").plus(index);
    }

    /// A machine as it comes: loopback aside, one interface with its underlay address.
    public static HostState fresh(int index) {
        InterfaceName eth0 = new InterfaceName("eth0");
        LinkSettings settings =
                new LinkSettings(
                        Optional.empty(),
                        1500,
                        true,
                        0,
                        Optional.empty(),
                        AddressGeneration.EUI64,
                        new TreeSet<>());
        List<Resource> resources = new ArrayList<>();
        resources.add(new OtherLink(eth0, settings, "veth"));
        resources.add(new Address(eth0, new InterfaceAddress(underlay(index), 24), true));
        resources.add(new Sysctl("kernel.osrelease", "6.1.0"));
        resources.add(new Sysctl("net.ipv4.ip_forward", "0"));
        resources.add(new Sysctl("net.ipv6.conf.all.forwarding", "0"));
        return HostState.of(resources);
    }
}

package io.vxplan.host;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Change;
import io.vxplan.plan.diff.Differ;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a host of a topology of three wants: a routed overlay that floods to its peers, and a
/// bridged one whose MAC addresses are known.
public final class Wanted {
    public static final String TOPOLOGY = "demo";
    public static final InterfaceName VXLAN100 = new InterfaceName("vxlan100");
    public static final InterfaceName VXLAN200 = new InterfaceName("vxlan200");
    public static final InterfaceName BRIDGE = new InterfaceName("br-red");

    private static final MacAddress PEER_MAC = MacAddress.parse("02:00:00:00:00:02");

    private Wanted() {}

    public static HostState state() {
        List<Resource> resources = new ArrayList<>(routed());
        resources.addAll(bridged());
        resources.add(new Sysctl("net.ipv4.ip_forward", "1"));
        resources.addAll(firewall());
        return HostState.of(resources);
    }

    /// Links of it by their names.
    public static Link link(String name) {
        return state().link(new InterfaceName(name)).orElseThrow();
    }

    /// What leads there from what the host is now.
    public static List<Change> changes(Host host, HostState desired) throws HostException {
        return Differ.diff(host.name(), TOPOLOGY, desired, host.observe(), false).changes();
    }

    /// Another peer of the routed overlay, of whom there may be thousands.
    public static FdbEntry peer(int number) {
        IpAddress address = IpAddress.parse("198.18.0.0").plus(number);
        return new FdbEntry(
                VXLAN100,
                FdbEntry.Table.SELF,
                new MacAddress(0x020000000000L + number),
                Optional.of(FdbEntry.Destination.of(address)),
                FdbEntry.State.PERMANENT);
    }

    private static List<Resource> firewall() {
        FirewallTable table =
                FirewallTable.of(
                        new Mark(TOPOLOGY, "blue"),
                        Family.IPV4,
                        List.of(
                                "type filter hook input priority 0; policy accept;",
                                "ip saddr @peers return",
                                "udp dport 4789 @th,96,24 != 0x64 return",
                                "udp dport 4789 counter drop"));
        return List.of(table, new FirewallPeer(table.key(), IpAddress.parse("198.18.0.2")));
    }

    private static List<Resource> routed() {
        return List.of(
                vxlan(VXLAN100, 100, "198.18.0.1", true, "blue", AddressGeneration.EUI64),
                address(VXLAN100, "192.168.100.1/24"),
                address(VXLAN100, "fd00:100::1/64"),
                flood("198.18.0.2"),
                flood("198.18.0.3"),
                route("172.21.0.0/16", 0, hop("192.168.100.2", 1)),
                route("172.22.0.0/16", 0, hop("192.168.100.2", 1), hop("192.168.100.3", 1)),
                route("fd22::/64", 1024, hop("fd00:100::2", 1), hop("fd00:100::3", 2)),
                neighbour(VXLAN100, "192.168.100.2"));
    }

    private static List<Resource> bridged() {
        LinkSettings settings =
                settings(1450, "red", AddressGeneration.EUI64, Set.of("br-a-much-longer-name"));
        FdbEntry.Destination peer = FdbEntry.Destination.of(IpAddress.parse("2001:db8::2"));
        return List.of(
                vxlan(VXLAN200, 200, "2001:db8::1", false, "red", AddressGeneration.NONE),
                new Bridge(BRIDGE, settings, false, false, 300),
                new BridgePort(VXLAN200, BRIDGE, Mark.PORT_COST, false, true),
                address(BRIDGE, "10.0.1.1/24"),
                new FdbEntry(
                        VXLAN200,
                        FdbEntry.Table.SELF,
                        PEER_MAC,
                        Optional.of(peer),
                        FdbEntry.State.PERMANENT),
                new FdbEntry(
                        VXLAN200,
                        FdbEntry.Table.MASTER,
                        PEER_MAC,
                        Optional.empty(),
                        FdbEntry.State.STATIC),
                neighbour(BRIDGE, "10.0.1.2"));
    }

    private static Vxlan vxlan(
            InterfaceName name,
            int vni,
            String local,
            boolean learning,
            String overlay,
            AddressGeneration generation) {
        return new Vxlan(
                name,
                settings(1450, overlay, generation, Set.of()),
                new Vni(vni),
                Optional.of(IpAddress.parse(local)),
                4789,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                learning,
                300);
    }

    private static LinkSettings settings(
            int mtu, String overlay, AddressGeneration generation, Set<String> altNames) {
        return new LinkSettings(
                Optional.of(MacAddress.derived(overlay, Integer.toString(altNames.size()))),
                mtu,
                true,
                Mark.LINK_GROUP,
                Optional.of(new Mark(TOPOLOGY, overlay).toString()),
                generation,
                new TreeSet<>(altNames));
    }

    private static Address address(InterfaceName device, String text) {
        return new Address(device, InterfaceAddress.parse(text), true);
    }

    private static FdbEntry flood(String peer) {
        return new FdbEntry(
                VXLAN100,
                FdbEntry.Table.SELF,
                MacAddress.ZERO,
                Optional.of(FdbEntry.Destination.of(IpAddress.parse(peer))),
                FdbEntry.State.PERMANENT);
    }

    private static Neighbour neighbour(InterfaceName device, String peer) {
        return new Neighbour(device, IpAddress.parse(peer), PEER_MAC, true, Mark.PROTOCOL);
    }

    private static Route route(String prefix, int metric, Route.NextHop... hops) {
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse(prefix),
                metric,
                Mark.PROTOCOL,
                Route.UNICAST,
                List.of(hops));
    }

    private static Route.NextHop hop(String gateway, int weight) {
        return new Route.NextHop(Optional.of(IpAddress.parse(gateway)), VXLAN100, weight);
    }
}

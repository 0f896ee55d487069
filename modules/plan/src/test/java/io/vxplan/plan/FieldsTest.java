package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A field that the difference does not see would pass every "second plan is empty" blindly.
class FieldsTest {
    private static final InterfaceName DEVICE = new InterfaceName("vx");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress PEER = IpAddress.parse("198.18.0.2");
    private static final IpAddress OTHER = IpAddress.parse("198.18.0.3");

    private static LinkSettings settings(
            MacAddress mac,
            int mtu,
            boolean up,
            int group,
            String alias,
            AddressGeneration mode,
            String... alt) {
        return new LinkSettings(
                Optional.of(mac),
                mtu,
                up,
                group,
                Optional.of(alias),
                mode,
                new TreeSet<>(List.of(alt)));
    }

    private static final LinkSettings PLAIN =
            settings(MAC, 1450, true, 158, "a", AddressGeneration.EUI64);

    private static Vxlan vxlan(
            LinkSettings settings,
            int vni,
            IpAddress local,
            int port,
            int ttl,
            int tos,
            boolean learning,
            long ageing) {
        return new Vxlan(
                DEVICE,
                settings,
                new Vni(vni),
                Optional.of(local),
                port,
                Optional.empty(),
                Optional.empty(),
                ttl,
                tos,
                learning,
                ageing);
    }

    private static Vxlan vxlan(LinkSettings settings) {
        return vxlan(settings, 1, PEER, 4789, 0, 0, true, 300);
    }

    private static FdbEntry fdb(FdbEntry.Destination to, FdbEntry.State state) {
        return new FdbEntry(DEVICE, FdbEntry.Table.SELF, MAC, Optional.of(to), state);
    }

    private static BridgePort port(
            String bridge, int cost, boolean learning, boolean neighSuppress) {
        return new BridgePort(DEVICE, new InterfaceName(bridge), cost, learning, neighSuppress);
    }

    private static Route route(String type, int protocol, Route.NextHop... hops) {
        return new Route(254, Prefix.parse("10.0.0.0/8"), 0, protocol, type, List.of(hops));
    }

    private static Route.NextHop via(IpAddress gateway, int weight) {
        return new Route.NextHop(Optional.of(gateway), DEVICE, weight);
    }

    private static TextFile file(int mode, String owner, String group, String content) {
        return new TextFile("/etc/vxplan/x", mode, owner, group, content);
    }

    private static ServiceUnit unit(boolean enabled, String state, String stamp) {
        return new ServiceUnit("vxplan-x.service", enabled, state, Optional.of(stamp));
    }

    static Stream<Arguments> differences() {
        Vxlan vx = vxlan(PLAIN);
        FdbEntry entry = fdb(FdbEntry.Destination.of(PEER), FdbEntry.State.PERMANENT);
        Neighbour neighbour = new Neighbour(DEVICE, PEER, MAC, true, 158);
        BridgePort port = port("br", 158, true, false);
        Route route = route("unicast", 158, via(PEER, 1));
        TextFile file = file(0644, "root", "root", "text");
        ServiceUnit unit = unit(true, "active", "1");
        MacAddress mac2 = MacAddress.parse("02:00:00:00:00:02");
        return Stream.of(
                Arguments.of(
                        vx,
                        vxlan(settings(mac2, 1450, true, 158, "a", AddressGeneration.EUI64)),
                        "address"),
                Arguments.of(
                        vx,
                        vxlan(settings(MAC, 1400, true, 158, "a", AddressGeneration.EUI64)),
                        "mtu"),
                Arguments.of(
                        vx,
                        vxlan(settings(MAC, 1450, false, 158, "a", AddressGeneration.EUI64)),
                        "state"),
                Arguments.of(
                        vx,
                        vxlan(settings(MAC, 1450, true, 0, "a", AddressGeneration.EUI64)),
                        "link group"),
                Arguments.of(
                        vx,
                        vxlan(settings(MAC, 1450, true, 158, "b", AddressGeneration.EUI64)),
                        "alias"),
                Arguments.of(
                        vx,
                        vxlan(settings(MAC, 1450, true, 158, "a", AddressGeneration.NONE)),
                        "addrgenmode"),
                Arguments.of(
                        vx,
                        vxlan(settings(MAC, 1450, true, 158, "a", AddressGeneration.EUI64, "long")),
                        "altnames"),
                Arguments.of(vx, vxlan(PLAIN, 2, PEER, 4789, 0, 0, true, 300), "vni"),
                Arguments.of(vx, vxlan(PLAIN, 1, OTHER, 4789, 0, 0, true, 300), "local"),
                Arguments.of(vx, vxlan(PLAIN, 1, PEER, 8472, 0, 0, true, 300), "port"),
                Arguments.of(vx, vxlan(PLAIN, 1, PEER, 4789, 5, 0, true, 300), "ttl"),
                Arguments.of(vx, vxlan(PLAIN, 1, PEER, 4789, 0, 1, true, 300), "tos"),
                Arguments.of(vx, vxlan(PLAIN, 1, PEER, 4789, 0, 0, false, 300), "learning"),
                Arguments.of(vx, vxlan(PLAIN, 1, PEER, 4789, 0, 0, true, 60), "ageing"),
                Arguments.of(port, port("br2", 158, true, false), "master"),
                Arguments.of(port, port("br", 100, true, false), "cost"),
                Arguments.of(port, port("br", 158, false, false), "learning"),
                Arguments.of(port, port("br", 158, true, true), "neigh_suppress"),
                Arguments.of(
                        entry,
                        fdb(FdbEntry.Destination.of(OTHER), FdbEntry.State.PERMANENT),
                        "dst"),
                Arguments.of(
                        entry, fdb(FdbEntry.Destination.of(PEER), FdbEntry.State.STATIC), "state"),
                Arguments.of(
                        entry,
                        fdb(
                                new FdbEntry.Destination(PEER, Optional.of(1), Optional.empty()),
                                FdbEntry.State.PERMANENT),
                        "port"),
                Arguments.of(
                        entry,
                        fdb(
                                new FdbEntry.Destination(
                                        PEER, Optional.empty(), Optional.of(new Vni(7))),
                                FdbEntry.State.PERMANENT),
                        "vni"),
                Arguments.of(neighbour, new Neighbour(DEVICE, PEER, mac2, true, 158), "lladdr"),
                Arguments.of(neighbour, new Neighbour(DEVICE, PEER, MAC, false, 158), "nud"),
                Arguments.of(neighbour, new Neighbour(DEVICE, PEER, MAC, true, 0), "protocol"),
                Arguments.of(route, route("unicast", 3, via(PEER, 1)), "protocol"),
                Arguments.of(route, route("blackhole", 158, via(PEER, 1)), "type"),
                Arguments.of(route, route("unicast", 158, via(OTHER, 1)), "nexthops"),
                Arguments.of(route, route("unicast", 158, via(PEER, 2)), "nexthops"),
                Arguments.of(route, route("unicast", 158, via(PEER, 1), via(OTHER, 1)), "nexthops"),
                Arguments.of(file, file(0600, "root", "root", "text"), "mode"),
                Arguments.of(file, file(0644, "nobody", "root", "text"), "owner"),
                Arguments.of(file, file(0644, "root", "nogroup", "text"), "group"),
                Arguments.of(file, file(0644, "root", "root", "other"), "content"),
                Arguments.of(
                        file(0600, "root", "root", "a"),
                        file(0600, "root", "root", "b"),
                        "content"),
                Arguments.of(unit, unit(false, "active", "1"), "enabled"),
                Arguments.of(unit, unit(true, "failed", "1"), "state"),
                Arguments.of(unit, unit(true, "active", "2"), "stamp"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void everyFieldIsSeen(Resource before, Resource after, String field) {
        assertThat(before.key()).isEqualTo(after.key());
        assertThat(Fields.difference(before, after)).containsOnlyKeys(field);
    }
}

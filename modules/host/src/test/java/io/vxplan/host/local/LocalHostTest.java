package io.vxplan.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import io.vxplan.model.Address;
import io.vxplan.model.FdbEntry;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.model.InterfaceAddress;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.LinkSettings;
import io.vxplan.model.LinkSettings.AddressGeneration;
import io.vxplan.model.MacAddress;
import io.vxplan.model.Mark;
import io.vxplan.model.Neighbour;
import io.vxplan.model.Prefix;
import io.vxplan.model.Resource;
import io.vxplan.model.Route;
import io.vxplan.model.Vni;
import io.vxplan.model.Vxlan;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.diff.Differ;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalHostTest {
    private static final HostName NAME = new HostName("h1");
    private static final InterfaceName VXLAN = new InterfaceName("vxlan1000");

    private final Namespace namespace = new Namespace();
    private LocalHost host;

    LocalHostTest() throws HostException {
        host = LocalHost.inNamespace(NAME, namespace.path());
    }

    @BeforeEach
    void underlay() {
        namespace.run(
                "ip link set lo up; ip link add eth0 type veth peer eth0p; ip link set eth0 up;"
                        + " ip link set eth0p up; ip addr add 198.18.0.1/24 dev eth0");
    }

    @AfterEach
    void remove() {
        host.close();
        namespace.close();
    }

    @Test
    void makesAnOverlayAndFindsItAsWanted() throws HostException {
        HostState desired = HostState.of(overlay());
        HostPlan plan = Differ.diff(NAME, "demo", desired, host.observe(), false);
        assertThat(plan.problems()).isEmpty();

        host.apply(plan.changes());

        assertThat(Differ.diff(NAME, "demo", desired, host.observe(), false).changes()).isEmpty();
        assertThat(host.observe().resources()).containsAllEntriesOf(desired.resources());
    }

    private static List<Resource> overlay() {
        List<Resource> resources = new ArrayList<>();
        LinkSettings settings =
                new LinkSettings(
                        Optional.of(MacAddress.parse("02:00:00:00:10:01")),
                        1450,
                        true,
                        Mark.LINK_GROUP,
                        Optional.of("vxplan:demo/blue"),
                        AddressGeneration.NONE,
                        new TreeSet<>(List.of("vxlan-of-the-blue-overlay")));
        resources.add(
                new Vxlan(
                        VXLAN,
                        settings,
                        new Vni(1000),
                        Optional.of(IpAddress.parse("198.18.0.1")),
                        4789,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        0,
                        true,
                        300));
        resources.add(new Address(VXLAN, InterfaceAddress.parse("192.168.100.1/24"), true));
        resources.add(new Address(VXLAN, InterfaceAddress.parse("fd00:100::1/64"), true));
        for (int i = 2; i < 500; i++) {
            resources.add(fdb(MacAddress.ZERO, IpAddress.parse("198.18.0.0").plus(i)));
            resources.add(
                    fdb(
                            new MacAddress(0x020000001000L + i),
                            IpAddress.parse("198.18.0.0").plus(i)));
        }
        IpAddress gateway = IpAddress.parse("192.168.100.2");
        resources.add(
                new Neighbour(
                        VXLAN,
                        gateway,
                        MacAddress.parse("02:00:00:00:10:02"),
                        true,
                        Mark.PROTOCOL));
        resources.add(route("172.21.0.0/16", 0, gateway));
        resources.add(route("172.22.0.0/16", 0, gateway, gateway.plus(1)));
        resources.add(route("fd00:200::/64", 1024, IpAddress.parse("fd00:100::2")));
        resources.add(
                route(
                        "fd00:300::/64",
                        1024,
                        IpAddress.parse("fd00:100::2"),
                        IpAddress.parse("fd00:100::3")));
        return resources;
    }

    private static FdbEntry fdb(MacAddress mac, IpAddress to) {
        return new FdbEntry(
                VXLAN,
                FdbEntry.Table.SELF,
                mac,
                Optional.of(FdbEntry.Destination.of(to)),
                FdbEntry.State.PERMANENT);
    }

    private static Route route(String destination, int metric, IpAddress... gateways) {
        List<Route.NextHop> hops = new ArrayList<>();
        for (IpAddress gateway : gateways) {
            hops.add(new Route.NextHop(Optional.of(gateway), VXLAN, 1));
        }
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse(destination),
                metric,
                Mark.PROTOCOL,
                Route.UNICAST,
                hops);
    }
}

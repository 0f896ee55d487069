package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.diff.Differ;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What others have on a host, and where it is in the way.
class ForeignThingsTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final InterfaceName OURS = new InterfaceName("vxlan7");
    private static final Prefix NETWORK = Prefix.parse("fd72::/64");

    @Test
    void anAlternativeNameOfAnotherInterfaceIsInTheWay() {
        HostState observed = HostState.of(List.of(other("eth0", "vxlan7")));

        assertThat(problems(HostState.of(List.of(vxlan("198.18.0.1"))), observed))
                .contains(
                        "error: the name 'vxlan7' of vxlan vxlan7 is one of interface 'eth0'; take it from there, or choose another");
    }

    @Test
    void anAlternativeNameOfOursMayNotBeTheNameOfAnother() {
        Bridge wanted = new Bridge(OURS, settings(true, "uplink"), false, false, 300);

        assertThat(problems(HostState.of(List.of(wanted)), HostState.of(List.of(other("uplink")))))
                .containsExactly(
                        "error: the name 'uplink' of bridge vxlan7 is one of interface 'uplink'; take it from there, or choose another");
    }

    /// The kernel would take it out of there without a word.
    @Test
    void aMemberOfAVrfIsNotTakenOutOfIt() {
        InterfaceName tap = new InterfaceName("tap1");
        Bridge bridge = new Bridge(OURS, settings(true), false, false, 300);
        BridgePort there = BridgePort.ofOtherMaster(tap, new InterfaceName("vrf-blue"));
        BridgePort wanted = new BridgePort(tap, OURS, Mark.PORT_COST, true, false);

        assertThat(
                        problems(
                                HostState.of(List.of(bridge, wanted)),
                                HostState.of(List.of(bridge, other("tap1"), there))))
                .containsExactly(
                        "error: interface 'tap1' is a port of 'vrf-blue', and vxlan7 needs it; take it out of there first");
    }

    @Test
    void oneVniOverIpv4AndOverIpv6AreTwo() {
        Vxlan foreign = named("theirs", "fd18::1", false);

        assertThat(
                        problems(
                                HostState.of(List.of(vxlan("198.18.0.1"))),
                                HostState.of(List.of(foreign))))
                .noneMatch(problem -> problem.contains("VNI"));
        assertThat(
                        problems(
                                HostState.of(List.of(vxlan("fd18::2"))),
                                HostState.of(List.of(foreign))))
                .anyMatch(problem -> problem.contains("VNI 7 on port 4789 is held by interface"));
    }

    @Test
    void ofARouteToWhichOthersAppendedOnlyOurNextHopsGo() {
        Route both = route(hop("fd11::2", OURS), hop("fd18::9", ETH0));
        HostState observed = HostState.of(List.of(vxlan("198.18.0.1"), other("eth0"), both));

        HostPlan withoutNetwork = diff(HostState.of(List.of(vxlan("198.18.0.1"))), observed);
        HostPlan withoutLink = diff(HostState.EMPTY, observed);

        Route part = route(hop("fd11::2", OURS));
        assertThat(withoutNetwork.changes()).containsExactly(new Change.Delete(part, List.of()));
        assertThat(withoutLink.changes())
                .containsExactly(new Change.Delete(vxlan("198.18.0.1"), List.of(part)));
    }

    @Test
    void aRouteToWhichOthersAppendedIsAnErrorThatShowsTheirNextHops() {
        Route wanted = route(hop("fd11::2", OURS));
        Route both = route(hop("fd11::2", OURS), hop("fd18::9", ETH0));
        HostState desired = HostState.of(List.of(vxlan("198.18.0.1"), wanted));
        HostState observed = HostState.of(List.of(vxlan("198.18.0.1"), other("eth0"), both));

        HostPlan plan = diff(desired, observed);

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.problems())
                .extracting(Object::toString)
                .contains(
                        "error: route fd72::/64 has next hops that are not ours: via fd18::9 dev eth0; remove them, or take the network out of the topology");
    }

    /// An IPv4 route is one thing, and one that leads elsewhere as well is not ours alone.
    @Test
    void anIpv4RouteThatLeadsElsewhereAsWellStays() {
        Route both =
                new Route(
                        Route.MAIN_TABLE,
                        Prefix.parse("172.21.0.0/16"),
                        0,
                        Mark.PROTOCOL,
                        Route.UNICAST,
                        List.of(hop("10.1.0.2", OURS), hop("198.18.0.9", ETH0)));
        HostState link = HostState.of(List.of(vxlan("198.18.0.1")));

        HostPlan plan = diff(link, HostState.of(List.of(vxlan("198.18.0.1"), other("eth0"), both)));

        assertThat(plan.changes()).isEmpty();
    }

    private static HostPlan diff(HostState desired, HostState observed) {
        return Differ.diff(new HostName("h1"), "demo", desired, observed, false);
    }

    private static List<String> problems(HostState desired, HostState observed) {
        return diff(desired, observed).problems().stream().map(Object::toString).toList();
    }

    private static Vxlan vxlan(String local) {
        return named(OURS.value(), local, true);
    }

    private static Vxlan named(String name, String local, boolean ours) {
        return new Vxlan(
                new InterfaceName(name),
                settings(ours),
                new Vni(7),
                Optional.of(IpAddress.parse(local)),
                4789,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                true,
                300);
    }

    private static Resource other(String name, String... altNames) {
        return new OtherLink(new InterfaceName(name), settings(false, altNames), "veth");
    }

    private static LinkSettings settings(boolean ours, String... altNames) {
        return new LinkSettings(
                Optional.empty(),
                1450,
                true,
                ours ? Mark.LINK_GROUP : 0,
                ours ? Optional.of("vxplan:demo/blue") : Optional.empty(),
                AddressGeneration.NONE,
                new TreeSet<>(List.of(altNames)));
    }

    private static Route route(Route.NextHop... hops) {
        return new Route(
                Route.MAIN_TABLE, NETWORK, 1024, Mark.PROTOCOL, Route.UNICAST, List.of(hops));
    }

    private static Route.NextHop hop(String gateway, InterfaceName device) {
        return new Route.NextHop(Optional.of(IpAddress.parse(gateway)), device, 1);
    }
}

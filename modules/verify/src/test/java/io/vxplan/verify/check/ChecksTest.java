package io.vxplan.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static VerifyPlan plan(Topology topology) {
        return Checks.of(topology, Topologies.allocations(topology));
    }

    private static Topology mesh(int hosts) {
        return Samples.mesh(hosts, "192.168.0.0/16");
    }

    private static String line(Check.Reach check) {
        return check.from()
                + check.sourceAddress().map(address -> " " + address).orElse("")
                + " -> "
                + check.target()
                + (check.identity().isPresent() ? " who" : "")
                + (check.mtu().isPresent() ? " " + check.mtu().getAsInt() : "");
    }

    @Test
    void pingsMembersWorkloadsAndGatewaysInBothFamilies() {
        Topology topology =
                Samples.blue(
                        3,
                        new Flooding.Replicate(),
                        List.of("192.168.100.0/24", "fd00:100::/64"),
                        List.of(
                                Topologies.network("172.20.0.0/16", "172.20.0.1", 1),
                                Topologies.network("172.30.0.0/16", "172.30.0.1", 2, 3)),
                        List.of(Topologies.endpoint("app", 1, "172.20.0.10")));

        assertThat(plan(topology).overlays().getFirst().reach().stream().map(ChecksTest::line))
                .containsExactly(
                        "h1 192.168.100.1 -> 192.168.100.2 who 1450",
                        "h1 fd00:100::1 -> fd00:100::2 who 1450",
                        "h1 192.168.100.1 -> 192.168.100.3 who 1450",
                        "h1 fd00:100::1 -> fd00:100::3 who 1450",
                        "h1 192.168.100.1 -> 172.30.0.1",
                        "h2 192.168.100.2 -> 192.168.100.1 who 1450",
                        "h2 fd00:100::2 -> fd00:100::1 who 1450",
                        "h2 192.168.100.2 -> 192.168.100.3 who 1450",
                        "h2 fd00:100::2 -> fd00:100::3 who 1450",
                        "h2 192.168.100.2 -> 172.20.0.10",
                        "h3 192.168.100.3 -> 192.168.100.1 who 1450",
                        "h3 fd00:100::3 -> fd00:100::1 who 1450",
                        "h3 192.168.100.3 -> 192.168.100.2 who 1450",
                        "h3 fd00:100::3 -> fd00:100::2 who 1450",
                        "h3 192.168.100.3 -> 172.20.0.10",
                        "blue/app -> 192.168.100.2",
                        "blue/app -> 192.168.100.3",
                        "blue/app -> 172.30.0.1");
    }

    /// While some hosts are on their way to another state: what may go by way of them is left out.
    @Test
    void amongSomeHostsNothingDependsOnAnother() {
        Topology topology =
                Samples.blue(
                        4,
                        new Flooding.Replicate(),
                        List.of("192.168.100.0/24"),
                        List.of(
                                Topologies.network("172.20.0.0/16", "172.20.0.1", 1),
                                Topologies.network("172.30.0.0/16", "172.30.0.1", 2, 3)),
                        List.of(Topologies.endpoint("app", 1, "172.20.0.10")));

        VerifyPlan two = plan(topology).among(List.of(Topologies.host(1), Topologies.host(2)));

        assertThat(two.overlays().getFirst().reach().stream().map(ChecksTest::line))
                .containsExactly(
                        "h1 192.168.100.1 -> 192.168.100.2 who 1450",
                        "h2 192.168.100.2 -> 192.168.100.1 who 1450",
                        "h2 192.168.100.2 -> 172.20.0.10",
                        "blue/app -> 192.168.100.2");
        assertThat(two.overlays().getFirst().hops())
                .extracting(hop -> hop.host() + " through " + hop.hop())
                .containsExactly("h1 through h2");
        assertThat(two.underlay())
                .extracting(check -> check.host() + " to " + check.to())
                .containsExactly("h1 to h2", "h2 to h1");
        assertThat(plan(topology).among(topology.hosts().keySet())).isEqualTo(plan(topology));
    }

    @Test
    void hostsWithoutAddressesLeaveThePingsToTheirWorkloads() {
        Topology topology =
                Topologies.topology(
                        2,
                        Samples.bridged(
                                "red",
                                200,
                                2,
                                new Flooding.Static(),
                                List.of(
                                        Topologies.port("a", 1, "10.0.1.11", "tap1"),
                                        Topologies.port("b", 2, "10.0.1.12", "tap2"),
                                        Topologies.port("c", 2, "10.0.1.13", "tap3"))));

        assertThat(plan(topology).overlays().getFirst().reach().stream().map(ChecksTest::line))
                .containsExactly(
                        "red/a -> 10.0.1.12 who 1450",
                        "red/a -> 10.0.1.13 who 1450",
                        "red/b -> 10.0.1.11 who 1450",
                        "red/c -> 10.0.1.11 who 1450");
    }

    @Test
    void theUnderlayIsProbedOnceForAllOverlaysWithTheTunnelsHeaders() {
        Topology blue = mesh(2);
        Topology both =
                Topologies.topology(
                        2,
                        blue.overlays().getFirst(),
                        Samples.bridged("red", 200, 2, new Flooding.Static(), List.of()));

        assertThat(plan(both).underlay())
                .hasSize(2)
                .allSatisfy(probe -> assertThat(probe.size()).isEqualTo(1500))
                .extracting(probe -> probe.sourceAddress() + " -> " + probe.target())
                .containsExactly("198.18.0.1 -> 198.18.0.2", "198.18.0.2 -> 198.18.0.1");
    }

    @Test
    void everyWayToANetworkBehindSeveralHosts() {
        Topology topology =
                Samples.blue(
                        4,
                        new Flooding.Replicate(),
                        List.of("192.168.100.0/24"),
                        List.of(Topologies.network("172.30.0.0/30", "172.30.0.1", 3, 4)),
                        List.of());

        List<Check.EcmpHop> hops = plan(topology).overlays().getFirst().hops();

        assertThat(hops)
                .extracting(hop -> hop.host() + " via " + hop.target())
                .containsExactly(
                        "h1 via 192.168.100.3",
                        "h1 via 192.168.100.4",
                        "h2 via 192.168.100.3",
                        "h2 via 192.168.100.4");
        assertThat(hops.getFirst().candidates())
                .extracting(Object::toString)
                .containsExactly("172.30.0.1", "172.30.0.2");
    }

    @Test
    void upToFiftyHostsEveryPairIsTested() {
        OverlayChecks checks = plan(mesh(50)).overlays().getFirst();

        assertThat(checks.sample()).isFalse();
        assertThat(checks.reach()).hasSize(50 * 49);
    }

    @ParameterizedTest
    @ValueSource(ints = {51, 64, 100, 1000})
    void aboveThatASampleTestsEveryHostBothWaysAndConnectsAll(int hosts) {
        VerifyPlan plan = plan(mesh(hosts));
        OverlayChecks checks = plan.overlays().getFirst();

        assertThat(checks.sample()).isTrue();
        assertThat(checks.pairs()).isEqualTo(hosts * (hosts - 1));
        assertThat(checks.reach()).hasSizeLessThan(hosts * 12);
        assertThat(checks.reach().stream().map(Check::host).distinct()).hasSize(hosts);
        assertThat(checks.reach().stream().map(Check::target).distinct()).hasSize(hosts);
        assertThat(connected(checks, Topologies.host(1))).hasSize(hosts);
        assertThat(plan.underlay()).hasSameSizeAs(checks.reach());
        assertThat(plan(mesh(hosts))).isEqualTo(plan);
    }

    private static Set<HostName> connected(OverlayChecks checks, HostName start) {
        Set<HostName> seen = new HashSet<>(Set.of(start));
        Set<HostName> edge = seen;
        while (!edge.isEmpty()) {
            Set<HostName> from = edge;
            edge =
                    checks.reach().stream()
                            .filter(check -> from.contains(check.host()))
                            .flatMap(check -> check.to().hosts().stream())
                            .filter(host -> !seen.contains(host))
                            .collect(Collectors.toSet());
            seen.addAll(edge);
        }
        return seen;
    }
}

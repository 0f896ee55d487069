package io.vxplan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.Allocations;
import io.vxplan.model.Flooding;
import io.vxplan.model.HostName;
import io.vxplan.model.MacAddress;
import io.vxplan.model.Overlay;
import io.vxplan.model.Topology;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Real overlays in namespaces, sound ones and broken ones.
class VerifierTest {
    private static final Topology BLUE =
            Samples.topology(
                    3,
                    Samples.routed(
                            "blue",
                            100,
                            3,
                            new Flooding.Static(),
                            List.of("192.168.100.0/24", "fd00:100::/64"),
                            List.of(
                                    Samples.network("172.20.0.0/16", "172.20.0.1", 1),
                                    Samples.network("172.30.0.0/16", "172.30.0.1", 2, 3),
                                    Samples.network("fd00:30::/64", "fd00:30::1", 2, 3)),
                            List.of(Samples.endpoint("app", 1, "172.20.0.10"))));

    /// The networks of BLUE.
    private static void attachNetworks(Machines machines) {
        machines.workload(
                "app",
                "h1",
                "veth-app",
                "ip addr add 172.20.0.1/16 dev veth-app",
                "ip addr add 172.20.0.10/16 dev eth0\nip route add default via 172.20.0.1");
        for (String host : List.of("h2", "h3")) {
            machines.sh(
                    host,
                    """
                    ip link add lan type bridge
                    ip addr add 172.30.0.1/16 dev lan
                    ip addr add fd00:30::1/64 dev lan nodad
                    ip link set dev lan up
                    """);
        }
    }

    private static void apply(Fleet fleet, Topology topology) {
        Allocations allocations = Samples.allocations(topology);
        Rollout rollout =
                new Rollout(fleet, "demo", new Compiler(topology, allocations)::stateOf, false);
        SortedMap<HostName, HostPlan> plans = new TreeMap<>();
        rollout.plan(topology.hosts().keySet(), (host, plan) -> plans.put(host, done(plan)));
        rollout.apply(plans, (_, plan) -> done(plan));
    }

    private static HostPlan done(Outcome<HostPlan> outcome) {
        return switch (outcome) {
            case Outcome.Done(var plan) -> plan;
            case Outcome.Failed(var failure) -> throw new AssertionError(failure);
        };
    }

    private static Report verify(Fleet fleet, Machines machines, Topology topology) {
        return new Verifier(fleet, machines.vantages(), topology, Samples.allocations(topology))
                .run(topology.hosts().keySet());
    }

    @Test
    void soundOverlaysPass() {
        try (Machines machines = new Machines(3);
                Fleet fleet = machines.fleet()) {
            attachNetworks(machines);
            apply(fleet, BLUE);

            Report report = verify(fleet, machines, BLUE);

            assertThat(TextReport.of(report, false))
                    .isEqualTo(
                            """
                            overlay blue (VNI 100): 19 of 19 pings ok
                              IPv4  h1   h2   h3   app  172.30.0.0/16
                              h1         ok   ok        ok
                              h2    ok        ok   ok
                              h3    ok   ok        ok
                              app        ok   ok        ok
                              IPv6  h1   h2   h3   fd00:30::/64
                              h1         ok   ok   ok
                              h2    ok        ok
                              h3    ok   ok
                              answered by the right MAC: 12 of 12
                              1450 bytes in one piece: 12 of 12
                              172.30.0.0/16 through h2: counted from 1 of 1 hosts
                              172.30.0.0/16 through h3: counted from 1 of 1 hosts
                              fd00:30::/64 through h2: counted from 1 of 1 hosts
                              fd00:30::/64 through h3: counted from 1 of 1 hosts

                            underlay: full packets with the tunnel's headers pass in one piece on 6 of 6 paths
                            drift: none on 3 hosts

                            passed: 29 checks on 3 hosts
                            """);
            assertThat(report.passed()).isTrue();
        }
    }

    @Test
    void aMissingFdbEntryIsFound() {
        try (Machines machines = new Machines(3);
                Fleet fleet = machines.fleet()) {
            attachNetworks(machines);
            apply(fleet, BLUE);
            machines.sh(
                    "h1",
                    "bridge fdb del %s dev vxlan100 dst 198.18.0.3 self".formatted(macOf("h3")));

            Report report = verify(fleet, machines, BLUE);

            assertThat(failed(report))
                    .contains(
                            "blue: h1 (192.168.100.1) -> h3 (192.168.100.3): no answer within 1 s",
                            "blue: h3 (192.168.100.3) -> h1 (192.168.100.1): no answer within 1 s",
                            "blue: h1 -> 172.30.0.0/16 through h3 (192.168.100.3): 20 packets were sent through it, of"
                                    + " which vxlan100 on h3 received 0")
                    .noneMatch(line -> line.contains("through h2"));
            assertThat(TextReport.of(report, false))
                    .contains(
                            "  h1: missing: fdb %s dev vxlan100".formatted(macOf("h3")),
                            "look for a firewall that drops UDP port 4789");
            assertThat(report.passed()).isFalse();
        }
    }

    @Test
    void anUnderlayThatFragmentsIsFoundThoughTheOverlayHidesIt() {
        try (Machines machines = new Machines(3);
                Fleet fleet = machines.fleet()) {
            attachNetworks(machines);
            apply(fleet, BLUE);
            // A router between h1 and the others, with a small MTU on the far side.
            machines.sh(
                    "underlay",
                    """
                    ip link set dev h1 nomaster
                    ip addr add 198.18.0.254/32 dev br0
                    ip link set dev br0 mtu 1400
                    ip route add 198.18.0.1/32 dev h1
                    ip route add 198.18.0.0/24 dev br0
                    cd /proc/sys/net/ipv4
                    echo 1 >conf/h1/proxy_arp
                    echo 1 >conf/br0/proxy_arp
                    echo 1 >ip_forward
                    """);

            Report report = verify(fleet, machines, BLUE);

            assertThat(failed(report))
                    .containsExactly(
                            "underlay: h1 (198.18.0.1) -> h2 (198.18.0.2): 1500 bytes do not pass unfragmented, 1400"
                                    + " would: From 198.18.0.254 icmp_seq=1 Frag needed and DF set (mtu = 1400)",
                            "underlay: h1 (198.18.0.1) -> h3 (198.18.0.3): 1500 bytes do not pass unfragmented, 1400"
                                    + " would: From 198.18.0.254 icmp_seq=1 Frag needed and DF set (mtu = 1400)");

            machines.sh("underlay", "ip link set dev br0 mtu 1500");
            assertThat(failed(verify(fleet, machines, BLUE))).isEmpty();
        }
    }

    @Test
    void anOverlayThatCarriesLessThanItPromisesIsFound() {
        try (Machines machines = new Machines(3);
                Fleet fleet = machines.fleet()) {
            attachNetworks(machines);
            apply(fleet, BLUE);
            // A switch that drops what is too big without a word.
            machines.sh("underlay", "ip link set dev h3 mtu 1400");

            Report report = verify(fleet, machines, BLUE);

            String outcome =
                    "1450 bytes do not pass unfragmented, smaller ones do: no answer within 1 s";
            assertThat(failed(report))
                    .contains(
                            "blue: h3 (192.168.100.3) -> h1 (192.168.100.1): " + outcome,
                            "blue: h1 (fd00:100::1) -> h3 (fd00:100::3): " + outcome)
                    .anyMatch(line -> line.startsWith("underlay: h1 (198.18.0.1) -> h3"))
                    .noneMatch(line -> line.startsWith("underlay: h1 (198.18.0.1) -> h2"));
        }
    }

    @Test
    void aNextHopThatLostItsRouteIsFound() {
        try (Machines machines = new Machines(3);
                Fleet fleet = machines.fleet()) {
            attachNetworks(machines);
            apply(fleet, BLUE);
            machines.sh(
                    "h1",
                    "ip route replace 172.30.0.0/16 via 192.168.100.2 dev vxlan100 proto 158");

            Report report = verify(fleet, machines, BLUE);

            assertThat(failed(report))
                    .containsExactly(
                            "blue: h1 -> 172.30.0.0/16 through h3 (192.168.100.3): no route to 172.30.0.0/16 goes through"
                                    + " it: 172.30.0.0/16 via 192.168.100.2 dev vxlan100 proto 158");
        }
    }

    /// Two overlays with the same addresses, both learning what they are not told.
    private static final Topology RED_GREEN =
            Samples.topology(2, twin("red", 4097), twin("green", 4098));

    private static Overlay twin(String name, int vni) {
        return Samples.bridged(
                name,
                vni,
                2,
                new Flooding.Replicate(),
                List.of(
                        Samples.port(name + "1", 1, "10.0.1.11", "tap-" + name),
                        Samples.port(name + "2", 2, "10.0.1.12", "tap-" + name)));
    }

    private static void attachTwins(Machines machines) {
        for (String overlay : List.of("red", "green")) {
            for (int i = 1; i <= 2; i++) {
                String name = overlay + i;
                machines.workload(
                        name,
                        "h" + i,
                        "tap-" + overlay,
                        "",
                        """
                        ip link set dev eth0 address %s
                        ip addr add 10.0.1.1%d/24 dev eth0
                        """
                                .formatted(
                                        MacAddress.derived("endpoint", "demo", overlay, name), i));
            }
        }
    }

    @Test
    void overlaysWithTheSameAddressesAreToldApart() {
        try (Machines machines = new Machines(2);
                Fleet fleet = machines.fleet()) {
            attachTwins(machines);
            apply(fleet, RED_GREEN);

            Report report = verify(fleet, machines, RED_GREEN);

            assertThat(failed(report)).isEmpty();
            assertThat(report.passed()).isTrue();
        }
    }

    @Test
    void theWrongOneOfTwoWithTheSameAddressIsFound() {
        try (Machines machines = new Machines(2);
                Fleet fleet = machines.fleet()) {
            attachTwins(machines);
            apply(fleet, RED_GREEN);
            machines.sh("h2", "ip link set dev vxlan4097 master br-green");

            Report report = verify(fleet, machines, RED_GREEN);

            assertThat(failed(report))
                    .contains(
                            "red: red1 -> red2 (10.0.1.12): answered by green2 of overlay green, %s; expected %s"
                                    .formatted(
                                            MacAddress.derived(
                                                    "endpoint", "demo", "green", "green2"),
                                            MacAddress.derived("endpoint", "demo", "red", "red2")));
        }
    }

    private static String macOf(String host) {
        return MacAddress.derived("vxlan", "demo", "blue", host).toString();
    }

    private static List<String> failed(Report report) {
        String text = TextReport.of(report, false);
        int from = text.indexOf("failed:\n");
        return from < 0
                ? List.of()
                : text.substring(from)
                        .lines()
                        .filter(line -> line.matches("  \\S.*"))
                        .map(String::strip)
                        .toList();
    }
}

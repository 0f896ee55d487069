package io.vxplan.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Flooding;
import io.vxplan.model.Topology;
import io.vxplan.verify.Samples;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Checks;
import io.vxplan.verify.check.Vantage;
import io.vxplan.verify.check.VerifyPlan;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProbeScriptTest {
    private static List<Check> checksOf(Topology topology, Vantage vantage, int host) {
        VerifyPlan plan = Checks.of(topology, Samples.allocations(topology));
        return Objects.requireNonNull(
                Objects.requireNonNull(plan.probes(_ -> true).get(Samples.host(host)))
                        .get(vantage));
    }

    private static List<String> jobs(String script) {
        return script.lines().dropWhile(line -> !line.startsWith("{ ask")).toList();
    }

    @Test
    void asksInTheOverlayFirstAndTheUnderlayLast() {
        Topology topology =
                Samples.topology(
                        2,
                        Samples.routed(
                                "blue",
                                100,
                                2,
                                new Flooding.Static(),
                                List.of("192.168.100.0/24", "fd00:100::/64"),
                                List.of(Samples.network("172.20.0.0/16", "172.20.0.1", 2)),
                                List.of()));

        assertThat(jobs(ProbeScript.of(checksOf(topology, new Vantage.OnHost(Samples.host(1)), 1))))
                .containsExactly(
                        "{ ask 0 ping -I 192.168.100.1 192.168.100.2 && who 0 192.168.100.2 dev 'vxlan100'"
                                + " && ask 0 mtu -I 192.168.100.1 -M do -s 1422 192.168.100.2; } &",
                        "{ ask 1 ping -I fd00:100::1 fd00:100::2 && who 1 fd00:100::2 dev 'vxlan100'"
                                + " && ask 1 mtu -I fd00:100::1 -M do -s 1402 fd00:100::2; } &",
                        "{ ask 2 ping -I 192.168.100.1 172.20.0.1; } &",
                        "wait",
                        "{ ask 3 ping -I 198.18.0.1 198.18.0.2"
                                + " && ask 3 mtu -I 198.18.0.1 -M do -s 1472 198.18.0.2; } &",
                        "wait");
    }

    @Test
    void insideAWorkloadNoInterfaceIsNamed() {
        Topology topology =
                Samples.topology(
                        2,
                        Samples.bridged(
                                "red",
                                200,
                                2,
                                new Flooding.Static(),
                                List.of(
                                        Samples.port("a", 1, "10.0.1.11", "tap1"),
                                        Samples.port("b", 2, "10.0.1.12", "tap2"))));

        assertThat(jobs(ProbeScript.of(checksOf(topology, new Vantage.InWorkload("red", "a"), 1))))
                .startsWith(
                        "{ ask 0 ping 10.0.1.12 && who 0 10.0.1.12 && ask 0 mtu -M do -s 1422 10.0.1.12; } &");
    }

    @Test
    void runsSixteenAtATime() {
        Topology topology =
                Samples.topology(
                        40,
                        Samples.routed(
                                "blue",
                                100,
                                40,
                                new Flooding.Static(),
                                List.of("192.168.100.0/24"),
                                List.of(),
                                List.of()));

        List<String> jobs =
                jobs(ProbeScript.of(checksOf(topology, new Vantage.OnHost(Samples.host(1)), 1)));

        assertThat(jobs.indexOf("wait")).isEqualTo(16);
        assertThat(jobs.subList(17, jobs.size()).indexOf("wait")).isEqualTo(16);
        assertThat(jobs.getLast()).isEqualTo("wait");
    }
}

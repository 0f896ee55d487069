package io.vxplan.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.Samples;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Checks;
import io.vxplan.verify.check.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeScriptTest {
    private static List<Check> checksOf(Topology topology, Vantage vantage) {
        return Checks.of(topology, Topologies.allocations(topology)).pings().stream()
                .filter(check -> check.from().equals(vantage))
                .toList();
    }

    private static List<String> jobs(String script) {
        return script.lines().dropWhile(line -> !line.matches("(large|small) .*&")).toList();
    }

    @Test
    void asksInTheOverlayFirstAndTheUnderlayLast() {
        Topology topology =
                Samples.blue(
                        2,
                        new Flooding.Static(),
                        List.of("192.168.100.0/24", "fd00:100::/64"),
                        List.of(Topologies.network("172.20.0.0/16", "172.20.0.1", 2)),
                        List.of());

        assertThat(jobs(ProbeScript.of(checksOf(topology, new Vantage.OnHost(Topologies.host(1))))))
                .containsExactly(
                        "large 0 1422 -I 192.168.100.1 192.168.100.2 &",
                        "large 1 1402 -I fd00:100::1 fd00:100::2 &",
                        "small 2 -I 192.168.100.1 172.20.0.1 &",
                        "wait",
                        "who '192.168.100.2 dev vxlan100' 'fd00:100::2 dev vxlan100'",
                        "large 3 1472 -I 198.18.0.1 198.18.0.2 &",
                        "wait");
    }

    @Test
    void insideAWorkloadNoInterfaceIsNamed() {
        Topology topology = Samples.twoWorkloads();

        assertThat(jobs(ProbeScript.of(checksOf(topology, new Vantage.InWorkload("red", "a")))))
                .containsExactly("large 0 1422 10.0.1.12 &", "wait", "who '10.0.1.12'");
    }

    @Test
    void runsSixteenAtATime() {
        Topology topology =
                Samples.blue(
                        40,
                        new Flooding.Static(),
                        List.of("192.168.100.0/24"),
                        List.of(),
                        List.of());

        List<String> jobs =
                jobs(ProbeScript.of(checksOf(topology, new Vantage.OnHost(Topologies.host(1)))));

        assertThat(jobs.indexOf("wait")).isEqualTo(16);
        assertThat(jobs.subList(18, jobs.size()).indexOf("wait")).isEqualTo(16);
        assertThat(jobs.getLast()).isEqualTo("wait");
    }
}

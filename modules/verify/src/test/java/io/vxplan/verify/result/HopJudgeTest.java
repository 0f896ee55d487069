package io.vxplan.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.Samples;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Checks;
import io.vxplan.verify.result.HopJudge.Counted;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HopJudgeTest {
    private static final Topology TOPOLOGY =
            Samples.blue(
                    3,
                    new Flooding.Replicate(),
                    List.of("192.168.100.0/24"),
                    List.of(
                            Topologies.network("172.30.0.0/16", "172.30.0.1", 2, 3),
                            Topologies.network("172.31.0.0/16", "172.31.0.1", 2, 3)),
                    List.of());
    private static final List<Check.EcmpHop> CHECKS =
            Checks.of(TOPOLOGY, Topologies.allocations(TOPOLOGY)).overlays().getFirst().hops();
    private static final Counted H2 = Counted.of(CHECKS.get(0));
    private static final Counted H3 = Counted.of(CHECKS.get(1));
    private static final Verdict OK = new Verdict.Ok(OptionalDouble.empty());

    private static List<Verdict> judge(String output, Map<Counted, Long> arrived) {
        Map<Check, Verdict> verdicts =
                HopJudge.judge(CHECKS, new CommandResult(0, output, ""), arrived);
        return CHECKS.stream().map(verdicts::get).toList();
    }

    @Test
    void aCounterShowsThePacketsToAllNetworksBehindTheHost() {
        String output =
                """
                0 hop 0 172.30.0.1
                1 hop 0 172.30.0.2
                2 hop 0 172.31.0.1
                3 hop 0 172.31.0.4
                """;
        Verdict lost =
                new Verdict.Lost(
                        "20 packets were sent through it, of which vxlan100 on h3 received 10");

        assertThat(judge(output, Map.of(H2, 23L, H3, 10L))).containsExactly(OK, lost, OK, lost);
    }

    @Test
    void aHopThatNoPacketIsSentThrough() {
        String route =
                "172.30.0.0/16 proto 158 \\\\    nexthop via 192.168.100.2 dev vxlan100 weight 1";
        String output =
                """
                0 hop 1 %s
                1 hop 1 %s
                2 hop 0 172.31.0.1
                """
                        .formatted(route, route);

        assertThat(judge(output, Map.of(H3, 0L)))
                .containsExactly(
                        new Verdict.NotChecked(
                                "the route has it, but the kernel sends none of the first 128 addresses this way"),
                        new Verdict.Lost("no route to 172.30.0.0/16 goes through it: " + route),
                        new Verdict.NotRun("the counters of vxlan100 on h2 can't be read"),
                        new Verdict.NotRun("the script ended early with exit code 0"));
    }
}

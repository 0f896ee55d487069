package io.vxplan.verify.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.Samples;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Station;
import io.vxplan.verify.check.Vantage;
import io.vxplan.verify.result.Drift;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final MacAddress ONE = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress TWO = MacAddress.parse("02:00:00:00:00:02");

    /// One failure of each kind.
    private static Verdict mixed(Check check) {
        return switch (check.host() + " " + check.target()) {
            case "h1 192.168.100.2" -> new Verdict.Lost("no answer within 1 s");
            case "h1 192.168.100.3" ->
                    new Verdict.WrongPeer(ONE, TWO, Optional.of("web of overlay green"));
            case "h2 192.168.100.1" ->
                    new Verdict.TooBig(1450, OptionalInt.of(1400), "message too long, mtu=1400");
            case "h2 192.168.100.3" -> new Verdict.NotRun("no ping there: install iputils-ping");
            case "h1 198.18.0.2" ->
                    new Verdict.NotChecked(
                            "the underlay address does not answer pings: no answer within 1 s");
            case "h3 198.18.0.1" ->
                    new Verdict.TooBig(1500, OptionalInt.empty(), "no answer within 1 s");
            default -> Reports.OK;
        };
    }

    @Test
    void saysWhatFailedAndWhereToLook() {
        Report report =
                Reports.of(
                        Samples.mesh(3, "192.168.100.0/24"),
                        TextReportTest::mixed,
                        host ->
                                switch (host.value()) {
                                    case "h1" ->
                                            new Drift(
                                                    3,
                                                    List.of("missing: vxlan vxlan100"),
                                                    List.of());
                                    case "h2" ->
                                            new Drift(
                                                    0,
                                                    List.of(),
                                                    List.of("connection refused: 198.18.0.2"));
                                    default -> Reports.NO_DRIFT;
                                });

        assertThat(TextReport.of(report, false))
                .isEqualTo(
                        """
                        overlay blue (VNI 100): 2 of 6 pings ok
                          IPv4  h1   h2   h3
                          h1         --   !!
                          h2    mtu       ??
                          h3    ok   ok
                          answered by the right MAC: 3 of 5
                          1450 bytes in one piece: 2 of 6

                        underlay: full packets with the tunnel's headers pass in one piece on 4 of 5 paths
                        drift: 2 of 3 hosts differ from the topology
                          h1: missing: vxlan vxlan100
                          h1: and 2 more
                          h2: connection refused: 198.18.0.2

                        failed:
                          1 check from h2 not tried: no ping there: install iputils-ping
                          blue: h1 (192.168.100.1) -> h2 (192.168.100.2): no answer within 1 s
                              the underlay addresses of the two hosts don't reach each other either: is h2 up, and is there a route to it?
                          blue: h1 (192.168.100.1) -> h3 (192.168.100.3): answered by web of overlay green, 02:00:00:00:00:02; expected 02:00:00:00:00:01
                              two overlays are wired together, or a workload has another MAC than declared: look at the ports of the bridges (`bridge link`) and at the VNIs on both hosts
                          blue: h2 (192.168.100.2) -> h1 (192.168.100.1): 1450 bytes do not pass unfragmented, 1400 would: message too long, mtu=1400
                              the path carries less than the overlay promises: lower the overlay's `mtu`, or raise the underlay's
                          underlay: h3 (198.18.0.3) -> h1 (198.18.0.1): 1500 bytes do not pass unfragmented, smaller ones do: no answer within 1 s
                              overlay blue needs that much: full packets are fragmented or lost; set `underlay.mtu` to what passes, or raise the MTU of every interface on the way

                        not checked:
                          1 check: the underlay address does not answer pings: no answer within 1 s

                        failed: 5 of 11 checks; 2 of 3 hosts differ
                        """);
    }

    @Test
    void workloadsThatCannotBeAskedHaveNoRow() {
        Topology topology = Samples.twoWorkloads();
        Report report =
                Reports.of(
                        topology,
                        check ->
                                check.from() instanceof Vantage.InWorkload workload
                                        ? new Verdict.NotChecked(
                                                "nothing can be run inside workload " + workload)
                                        : Reports.OK);

        assertThat(TextReport.of(report, false))
                .isEqualTo(
                        """
                        overlay red (VNI 200): 0 of 0 pings ok

                        underlay: full packets with the tunnel's headers pass in one piece on 2 of 2 paths
                        drift: none on 2 hosts

                        not checked:
                          1 check: nothing can be run inside workload red/a
                          1 check: nothing can be run inside workload red/b

                        passed: 2 checks on 2 hosts
                        """);
        assertThat(report.passed()).isTrue();
    }

    @Test
    void aWideMatrixHasOneCharacterACell() {
        Report report =
                Reports.of(
                        Samples.mesh(20, "192.168.100.0/24"),
                        check ->
                                check instanceof Check.Reach reach
                                                && reach.to() instanceof Station.Member peer
                                                && peer.host().equals(Topologies.host(20))
                                        ? new Verdict.Lost("no answer within 1 s")
                                        : Reports.OK);

        assertThat(TextReport.of(report, false))
                .contains(
                        """
                          blue: h8 (192.168.100.19) -> h20 (192.168.100.13): no answer within 1 s
                          blue: h9 (192.168.100.20) -> h20 (192.168.100.13): no answer within 1 s
                              the underlay answers: look for a firewall that drops UDP port 4789, and for %s in\
                         `bridge fdb` and `ip neigh`; `vxplan plan` shows what is missing

                        """
                                .formatted(MacAddress.derived("vxlan", "demo", "blue", "h20")))
                .startsWith(
                        """
                        overlay blue (VNI 100): 361 of 380 pings ok
                          IPv4  . ok  x failed  ? not checked; columns in the order of the rows
                          h1     ...........x.......
                          h10   . ..........x.......
                        """);
    }

    @Test
    void aSampleIsSaidToBeOne() {
        String text =
                TextReport.of(
                        Reports.of(Samples.mesh(200, "192.168.0.0/16"), _ -> Reports.OK), false);

        assertThat(text)
                .startsWith(
                        """
                        overlay blue (VNI 100): 1600 of 1600 pings ok, a sample of the 39800 there are between all pairs
                          answered by the right MAC: 1600 of 1600
                          1450 bytes in one piece: 1600 of 1600
                        """);
    }

    @Test
    void oneDeadHostDoesNotFloodTheTerminal() {
        Report report =
                Reports.of(
                        Samples.mesh(50, "192.168.100.0/24"),
                        _ -> new Verdict.Lost("no answer within 1 s"));

        assertThat(TextReport.of(report, false))
                .contains("  and 4860 more: `--output json` has them all\n");
    }

    @Test
    void whatCouldNotBeTriedIsGroupedByItsReason() {
        Report report =
                Reports.of(
                        Samples.mesh(7, "192.168.100.0/24"),
                        check ->
                                new Verdict.NotRun(
                                        switch (check.host().value()) {
                                            case "h1" -> "connection refused";
                                            case "h2", "h3" -> "no ping there";
                                            default -> "the script ended early";
                                        }));

        assertThat(TextReport.of(report, false))
                .contains(
                        """

                        failed:
                          12 checks from h1 not tried: connection refused
                          24 checks from h2, h3 not tried: no ping there
                          48 checks from 4 hosts not tried: the script ended early

                        """);
    }

    @Test
    void coloursGoodAndBad() {
        Report report = Reports.of(Samples.mesh(3, "192.168.100.0/24"), TextReportTest::mixed);

        assertThat(TextReport.of(report, true))
                .contains(
                        "  h1         \u001b[31m--\u001b[0m   \u001b[31m!!\u001b[0m\n",
                        "  h3    \u001b[32mok\u001b[0m   \u001b[32mok\u001b[0m\n",
                        "\u001b[31mfailed\u001b[0m: 5 of 11 checks");
    }
}

package io.vxplan.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.Samples;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Checks;
import io.vxplan.verify.check.VerifyPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {
    private static final MacAddress PEER = MacAddress.derived("vxlan", "demo", "blue", "h2");
    private static final MacAddress STRANGER = MacAddress.parse("02:00:00:00:00:99");
    private static final String ANSWER =
            "PING 192.168.100.2|64 bytes from 192.168.100.2: icmp_seq=1 ttl=64 time=0.5 ms|";
    private static final String SILENCE =
            "PING 192.168.100.2|1 packets transmitted, 0 received, 100% packet loss, time 0ms|";

    private static final Topology TOPOLOGY = Samples.mesh(2, "192.168.100.0/24");
    private static final VerifyPlan PLAN = Checks.of(TOPOLOGY, Topologies.allocations(TOPOLOGY));

    private static Verdict judge(Check check, CommandResult ran) {
        return Objects.requireNonNull(
                new Judge(PLAN::ownerOf).judge(List.of(check), ran).get(check));
    }

    private static CommandResult printed(String output) {
        return new CommandResult(0, output, "");
    }

    static List<Arguments> ofAPeer() {
        String mac = "\nneighbours 192.168.100.2 lladdr " + PEER + " REACHABLE";
        return List.of(
                Arguments.of("0 mtu 0 " + ANSWER + mac, new Verdict.Ok(OptionalDouble.of(0.5))),
                Arguments.of(
                        "0 mtu 1 " + SILENCE + "\n0 ping 1 " + SILENCE,
                        new Verdict.Lost("no answer within 1 s")),
                Arguments.of(
                        "0 mtu 2 ping: connect: Network is unreachable\n0 ping 2 ping: connect: Network is unreachable",
                        new Verdict.Lost("ping: connect: Network is unreachable")),
                Arguments.of(
                        "0 mtu 0 " + ANSWER + mac.replace(PEER.toString(), STRANGER.toString()),
                        new Verdict.WrongPeer(PEER, STRANGER, Optional.empty())),
                Arguments.of(
                        "0 mtu 0 " + ANSWER + "\nneighbours 192.168.100.2 FAILED",
                        new Verdict.Unidentified()),
                Arguments.of(
                        "0 mtu 1 " + SILENCE + "\n0 ping 0 " + ANSWER + mac,
                        new Verdict.TooBig(1450, OptionalInt.empty(), "no answer within 1 s")),
                Arguments.of(
                        "0 mtu 1 ping: local error: message too long, mtu=1350\n0 ping 0 "
                                + ANSWER
                                + mac,
                        new Verdict.TooBig(
                                1450,
                                OptionalInt.of(1350),
                                "ping: local error: message too long, mtu=1350")),
                Arguments.of(
                        "0 mtu 1 ping: invalid option -- 'M'|BusyBox v1.35.0 multi-call binary.\n0 ping 0 "
                                + ANSWER
                                + mac,
                        new Verdict.NotRun(
                                "this ping can't forbid fragmentation (ping: invalid option -- 'M'): install"
                                        + " iputils-ping")),
                Arguments.of(
                        "missing ping", new Verdict.NotRun("no ping there: install iputils-ping")),
                Arguments.of(
                        "missing ip\nmissing ping",
                        new Verdict.NotRun(
                                "no ip and no ping there: install iproute2 and iputils-ping")));
    }

    @ParameterizedTest
    @MethodSource
    void ofAPeer(String output, Verdict verdict) {
        Check check = PLAN.overlays().getFirst().reach().getFirst();

        assertThat(judge(check, printed(output))).isEqualTo(verdict);
    }

    @Test
    void aScriptThatWasCutShortSaysWhy() {
        Check check = PLAN.overlays().getFirst().reach().getFirst();

        assertThat(judge(check, new CommandResult(137, "Welcome!\n", "Killed\n")))
                .isEqualTo(new Verdict.NotRun("the script ended early with exit code 137: Killed"));
    }

    static List<Arguments> ofTheUnderlay() {
        String needed = "From 198.18.0.9 icmp_seq=1 Frag needed and DF set (mtu = 1400)";
        return List.of(
                Arguments.of("0 mtu 0 " + ANSWER, new Verdict.Ok(OptionalDouble.of(0.5))),
                // Underlays may forbid pings: no proof that anything is wrong.
                Arguments.of(
                        "0 mtu 1 " + SILENCE + "\n0 ping 1 " + SILENCE,
                        new Verdict.NotChecked(
                                "the underlay address does not answer pings: no answer within 1 s")),
                Arguments.of(
                        "0 mtu 1 " + needed + "\n0 ping 0 " + ANSWER,
                        new Verdict.TooBig(1500, OptionalInt.of(1400), needed)));
    }

    @ParameterizedTest
    @MethodSource
    void ofTheUnderlay(String output, Verdict verdict) {
        assertThat(judge(PLAN.underlay().getFirst(), printed(output))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @MethodSource
    void ofAWorkloadWhoseMacNobodyDeclared(String seen, Optional<String> owner) {
        Topology topology =
                Topologies.topology(
                        2,
                        Samples.bridged(
                                "red",
                                200,
                                2,
                                new Flooding.Replicate(),
                                List.of(
                                        Topologies.port("a", 1, "10.0.1.11", "tap1"),
                                        Topologies.port("b", 2, "10.0.1.12", "tap2"))));
        VerifyPlan plan = Checks.of(topology, Topologies.allocations(topology));
        Check check = plan.overlays().getFirst().reach().getFirst();
        String output =
                "0 mtu 0 "
                        + ANSWER
                        + "\nneighbours 10.0.1.13 dev eth0 FAILED|10.0.1.12 dev eth0 lladdr "
                        + seen
                        + " STALE";

        Verdict verdict =
                Objects.requireNonNull(
                        new Judge(plan::ownerOf).judge(List.of(check), printed(output)).get(check));

        assertThat(verdict.isFailure()).isEqualTo(owner.isPresent());
        owner.ifPresent(name ->
                assertThat(verdict)
                        .isInstanceOfSatisfying(
                                Verdict.WrongPeer.class,
                                wrong -> assertThat(wrong.owner()).contains(name)));
    }

    static List<Arguments> ofAWorkloadWhoseMacNobodyDeclared() {
        return List.of(
                Arguments.of(STRANGER.toString(), Optional.empty()),
                Arguments.of(
                        MacAddress.derived("endpoint", "demo", "red", "b").toString(),
                        Optional.empty()),
                Arguments.of(
                        MacAddress.derived("endpoint", "demo", "red", "a").toString(),
                        Optional.of("a of overlay red")));
    }
}

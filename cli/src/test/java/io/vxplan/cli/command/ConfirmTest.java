package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `apply --confirm`, `confirm` and `revert` on a host over a real sshd, and what becomes of it
/// when its connection or a process of it goes.
@Execution(ExecutionMode.CONCURRENT)
class ConfirmTest {
    private static final String DUMP =
            "ip -d link show; ip -4 address show; ip route show table all; ip -6 route show; bridge fdb show;"
                    + " cat /proc/sys/net/ipv4/ip_forward";

    private static final String SPACE =
            "space=$(readlink /proc/self/ns/net | tr -dc 0-9); waiting=/run/vxplan.$space.confirm; ";

    /// What is left in /run of those that wait or are on their way back.
    private static final String WAITING =
            SPACE + "ls -d $waiting $waiting.reverting 2>/dev/null || :";

    private static final String PROCESSES = SPACE + "ps -eo netns,args | grep \"^ *$space \"";

    @TempDir private Path folder;
    private SshSite site;
    private String before = "";

    @BeforeEach
    void start() {
        site = new SshSite(folder);
        topology("subnets: [10.0.0.0/24], networks: { 10.9.0.0/16: { behind: h1 } }");
        before = site.dump(DUMP);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void topology(String overlay) {
        site.write(
                "topology.yaml",
                "version: 1\nname: demo\noverlays: { blue: { vni: 1000, %s } }\n"
                        .formatted(overlay));
    }

    private void assertGoesBack() {
        site.sh("h1", "while [ -n \"$(" + WAITING + ")\" ]; do sleep 0.02; done");
        assertThat(site.dump(DUMP)).isEqualTo(before);
    }

    @Test
    void whatIsVerifiedOverNewConnectionsStays() {
        Said said = site.vxplan("apply inventory.yaml --yes --confirm 1h");

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.messages()).endsWith("Confirmed: 1 of 1 hosts stay as they are.\n");
        assertThat(site.sh("h1", WAITING)).isEmpty();
        assertThat(site.vxplan("drift inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(site.vxplan("confirm inventory.yaml").messages())
                .isEqualTo("vxplan: none of the hosts waits for a confirmation\n");
        assertThat(site.sh("h1", PROCESSES)).doesNotContain("sleep 3600");
    }

    /// Its session ends, and no other can be made; the plan was agreed to.
    @Test
    void aHostThatCutsItselfOffComesBack() {
        site.sh("h1", "echo 1 >/proc/sys/net/ipv4/conf/all/rp_filter");
        topology(
                "mode: bridged, address: none, subnets: [10.0.0.0/24], endpoints: { e: { host: h1, address: 10.0.0.9, device: eth0 } }");

        Said said = site.vxplan("apply inventory.yaml --yes --allow-management --confirm 3s");

        assertThat(said.exitCode()).as(said.toString()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .containsPattern(
                        "error: not confirmed, because not every host is as planned: h1 (goes|has gone) back 3s after its first change was made; ");
        assertGoesBack();
        Said plan = site.vxplan("plan inventory.yaml --allow-management");
        assertThat(plan.exitCode()).as(plan.toString()).isZero();
        assertThat(site.vxplan("confirm inventory.yaml").messages())
                .isEqualTo("h1: too late, the host has gone back to what it was; apply again\n");
    }

    /// With a host that nobody reaches, so that nothing is confirmed.
    private void applyAndLeaveWaiting(String time) {
        site.write("inventory.yaml", site.inventory("") + site.closedHost());
        Said said = site.vxplan("apply inventory.yaml --yes --limit h1 --confirm " + time);
        assertThat(said.exitCode()).as(said.toString()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages().lines().toList().getLast())
                .matches(
                        "error: not confirmed, because .*: h1 (goes|has gone) back %s after its first change was made; .*"
                                .formatted(time));
    }

    @Test
    void aPersonMayKeepIt() {
        applyAndLeaveWaiting("1h");
        String after = site.dump(DUMP);

        for (String command : List.of("apply", "destroy")) {
            Said refused = site.vxplan(command + " inventory.yaml --yes --limit h1");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(refused.messages())
                    .matches(
                            "error: host 'h1' waits until \\S+Z for a confirmation of what was done by \\S+ \\(process \\d+\\), since \\S+Z, with inventory.yaml: nothing was changed on any host;"
                                    + " `vxplan confirm inventory.yaml` keeps that, `vxplan revert inventory.yaml` undoes it\n");
        }
        Said said = site.vxplan("confirm inventory.yaml --limit h1");

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.results()).isEqualTo("h1: confirmed, it stays as it is\n");
        assertThat(site.sh("h1", WAITING)).isEmpty();
        assertThat(site.dump(DUMP)).isEqualTo(after).isNotEqualTo(before);
        assertThat(site.vxplan("revert inventory.yaml --limit h1").exitCode())
                .isEqualTo(ExitCode.ERROR);
    }

    @Test
    void orTakeItBack() {
        applyAndLeaveWaiting("1h");

        Said said = site.vxplan("revert inventory.yaml --limit h1");

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.results()).isEqualTo("h1: it is as it was before\n");
        assertGoesBack();
        assertThat(site.sh("h1", PROCESSES)).doesNotContain("sleep 3600");
    }

    /// As a namespace finds it that got the number of one that is gone.
    @Test
    void whereNobodyIsToLeadBackNothingWaits() {
        applyAndLeaveWaiting("1h");
        site.sh(
                "h1",
                SPACE + "read -r _ pid <$waiting/timer; kill -s KILL -- -$pid; ls -d $waiting");

        assertThat(site.vxplan("revert inventory.yaml --limit h1").messages())
                .isEqualTo("vxplan: none of the hosts waits for a confirmation\n");
        assertThat(site.vxplan("destroy inventory.yaml --yes --limit h1").exitCode()).isZero();
        site.sh("h1", "echo 0 >/proc/sys/net/ipv4/ip_forward");
        applyAndLeaveWaiting("1s");
        assertGoesBack();
    }

    @Test
    void orComeTooLate() {
        applyAndLeaveWaiting("1s");
        assertGoesBack();
        assertThat(site.vxplan("revert inventory.yaml --limit h1").results())
                .isEqualTo(
                        "None of the hosts waits for a confirmation any more: 1 of 1 went back within the last hour.\n");

        Said said = site.vxplan("confirm inventory.yaml --limit h1");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .isEqualTo("h1: too late, the host has gone back to what it was; apply again\n");
    }
}

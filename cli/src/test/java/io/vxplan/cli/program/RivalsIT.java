package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import io.vxplan.lab.Lab;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.netns.Namespaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// Two people, each with a vxplan of their own, apply the same to the same hosts over SSH.
class RivalsIT extends OnLab {
    private static final int ROUNDS = Boolean.getBoolean("long") ? 100 : 2;
    private static final String DID_ALL = "Applied: 3 hosts changed, and found as planned.\n";
    private static final String NOTHING_LEFT = "No changes: every host is as the topology says.\n";

    /// In turns without patience and with it: who comes second is told whose turn it is, or finds
    /// nothing left to do.
    @Test
    void oneDoesAllTheWork() throws Exception {
        Lab lab = up("three-hosts", "ssh");
        try (LabHosts hosts = new LabHosts(lab)) {
            SortedMap<String, Dump> before = hosts.dumps();
            hosts.apply();
            SortedMap<String, Dump> wanted = hosts.dumps();
            int refused = 0;
            for (int round = 0; round < ROUNDS; round++) {
                clear(hosts, before);
                refused += race(lab, round % 2 == 0 ? "0s" : "1m") ? 1 : 0;
                assertAlike("round " + round, wanted, hosts.dumps());
                System.out.println("fault: RivalsIT");
            }
            assertThat(refused).isBetween(ROUNDS / 4, ROUNDS / 2);
        }
    }

    /// @return whether one was refused
    private boolean race(Lab lab, String patience) throws Exception {
        try (Running one = start(lab, patience);
                Running other = start(lab, patience)) {
            List<Long> processes =
                    new ArrayList<>(List.of(one.process().pid(), other.process().pid()));
            List<Result> results = new ArrayList<>(List.of(one.await(), other.await()));
            if (!results.getFirst().output().endsWith(DID_ALL)) {
                Collections.reverse(results);
                Collections.reverse(processes);
            }
            Result first = results.getFirst();
            Result second = results.getLast();
            assertThat(first.output()).as("the other one: %s", second).endsWith(DID_ALL);
            assertThat(first.exitCode()).isZero();
            if (second.exitCode() == ExitCode.DONE) {
                assertThat(second.output()).endsWith(NOTHING_LEFT);
                return false;
            }
            assertThat(patience).as(second.output()).isEqualTo("0s");
            assertThat(second.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(second.output())
                    .contains(" is locked by ", "(process " + processes.getFirst() + ")")
                    .contains(": nothing was changed on any host; ");
            return true;
        }
    }

    private Running start(Lab lab, String patience) throws Exception {
        return program.start(
                User.ROOT,
                "apply",
                "--yes",
                "--lock-timeout",
                patience,
                lab.inventory().toString());
    }

    /// Somebody waits while the one who has the hosts is killed in the middle of the work.
    @Test
    void whoWaitsForOneThatIsKilledGetsTheHosts() throws Exception {
        Lab lab = up("three-hosts", "ssh");
        ToolBrake brake =
                new ToolBrake(program, lab.inventory(), Namespaces.ofHosts(lab).values(), folder);
        try (LabHosts hosts = new LabHosts(lab)) {
            SortedMap<String, Dump> before = hosts.dumps();
            brake.rehearse();
            SortedMap<String, Dump> wanted = hosts.dumps();
            clear(hosts, before);
            try (Running killed = brake.startUpTo(brake.fewest() / 2);
                    Running waiting = start(lab, "1m")) {
                Shell.await(waiting, brake::isWaitedForSomewhere);
                Shell.kill(killed);
                brake.goOn();

                Result result = waiting.await();

                assertThat(result.exitCode()).as(result.output()).isZero();
            }
            assertAlike("after that", wanted, hosts.dumps());
        }
    }
}

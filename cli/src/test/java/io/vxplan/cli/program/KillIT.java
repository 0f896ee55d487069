package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.lab.Lab;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.netns.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The program is killed with SIGKILL after each step of an example's apply. The next apply goes on
/// from there, to the very state of one that nobody disturbed: nothing is there twice, nothing is
/// left, nothing has to be adopted.
///
/// Steps are finer than changes where a change takes several: a link is made, set up and marked.
/// Needs root and strace.
class KillIT extends OnLab {
    static List<String> examples() throws IOException {
        return Boolean.getBoolean("long") ? all() : List.of("three-hosts", "dual-stack");
    }

    /// Each command is a step here, and every step costs a few logins.
    static List<String> examplesOverSsh() throws IOException {
        return Boolean.getBoolean("long") ? all() : List.of("three-hosts");
    }

    /// Fifty hosts take the same steps as five, ten times.
    private static List<String> all() throws IOException {
        return ExamplesIT.examples().stream().filter(name -> !name.equals("fifty")).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void byNetlink(String example) throws Exception {
        Lab lab = up(example, "netns");
        assertThat(everyStep(lab, new SystemCallBrake(program, lab.inventory(), folder)))
                .endsWith(0);
    }

    /// Its `nft` is another program, which goes on for a moment and is killed as well.
    @Test
    void beforeAndAfterAFirewallByNetlink() throws Exception {
        Lab lab = up("red-green", "netns");
        assertThat(everyStep(lab, new FirewallBrake(program, lab, folder))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("examplesOverSsh")
    void overSsh(String example) throws Exception {
        Lab lab = up(example, "ssh");
        ToolBrake brake =
                new ToolBrake(program, lab.inventory(), Namespaces.ofHosts(lab).values(), folder);
        List<Integer> left = everyStep(lab, brake);
        // After its last command a host goes on to its settings, which nothing holds up.
        for (int step = 1; step < left.size(); step++) {
            assertThat(left.get(step - 1) - left.get(step))
                    .as("changes made by step %d: %s", step, left)
                    .isBetween(0, step > brake.fewest() ? left.getFirst() : atOnce(lab));
        }
    }

    /// A command makes a change, and a firewall comes with all its peers.
    private int atOnce(Lab lab) throws IOException {
        int hosts = lab.hosts().size();
        return Files.readString(lab.topology()).contains("firewall:") ? hosts * hosts : hosts;
    }

    /// What runs on the hosts does not learn that the program is gone, and goes on for a while. A
    /// plan made from what it has done so far would be wrong when its turn comes.
    @Test
    void theNextApplyWaitsForWhatRunsOn() throws Exception {
        Lab lab = up("three-hosts", "ssh");
        ToolBrake brake =
                new ToolBrake(program, lab.inventory(), Namespaces.ofHosts(lab).values(), folder);
        try (LabHosts hosts = new LabHosts(lab);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SortedMap<String, Dump> before = hosts.dumps();
            brake.rehearse();
            SortedMap<String, Dump> wanted = hosts.dumps();
            int steps = Boolean.getBoolean("long") ? brake.steps() : 1;
            for (int step = 0; step < steps; step++) {
                clear(hosts, before);
                brake.killProgramAt(step);
                Future<?> next = threads.submit(hosts::apply);
                Shell.await(() -> next.isDone() || brake.isWaitedFor());
                brake.goOn();
                next.get();
                assertThat(hosts.changesLeft()).as("left after step %d", step).isZero();
                assertAlike("step " + step, wanted, hosts.dumps());
                System.out.println("fault: KillIT");
            }
        }
    }

    /// @return the changes that were left after each step
    private static List<Integer> everyStep(Lab lab, Brake brake) throws IOException {
        try (LabHosts hosts = new LabHosts(lab)) {
            SortedMap<String, Dump> before = hosts.dumps();
            int all = hosts.changesLeft();
            brake.rehearse();
            SortedMap<String, Dump> wanted = hosts.dumps();
            clear(hosts, before);
            List<Integer> left = new ArrayList<>();
            for (int step = 0; step < brake.steps(); step++) {
                brake.killAt(step);
                left.add(hosts.changesLeft());
                hosts.apply();
                assertThat(hosts.changesLeft()).as("left after step %d", step).isZero();
                assertAlike("step " + step, wanted, hosts.dumps());
                System.out.println("fault: KillIT");
                clear(hosts, before);
            }
            assertThat(left.getFirst()).isGreaterThan(left.getLast()).isLessThanOrEqualTo(all);
            return left;
        }
    }
}

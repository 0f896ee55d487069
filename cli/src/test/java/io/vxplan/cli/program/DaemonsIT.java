package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stacks come and go, on the real kernel, with both daemons as processes. Needs root.
class DaemonsIT {
    private static final int TERMINATED_CLEANLY = 0;

    @TempDir private Path folder;

    @Test
    void stacksComeAndGo() throws Exception {
        Program program = new Program(Files.createDirectory(folder.resolve("program")));
        folder.toFile().setExecutable(true, false);
        // The first start prepares the next ones, which else would do so all at once.
        assertThat(program.run(User.ROOT, "--version").exitCode()).isZero();
        try (Stacks stacks = new Stacks(program, folder)) {
            for (int number = 1; number <= 3; number++) {
                stacks.add(number);
                stacks.start(number, List.of(1, 2, 3));
            }
            stacks.awaitPing(1, 2);
            stacks.awaitPing(2, 3);
            stacks.awaitPing(3, 1);
            Process ping = keepPinging(1, 2);

            aStackThatNoFileListsJoins(stacks);
            aKilledOneIsForgotten(stacks);
            aCleanlyStoppedOneIsForgottenAtOnce(stacks);
            aRestartedRouterLosesNothing(stacks);

            ping.toHandle().destroy();
            assertThat(new String(ping.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" 0% packet loss");
        }
    }

    private static Process keepPinging(int from, int to) throws IOException {
        // SIGINT makes ping say how much was lost; Java has only SIGTERM.
        String script =
                "trap 'kill -INT $pid; wait $pid' TERM; ping -i 0.2 %s & pid=$!; wait $pid"
                        .formatted(Stacks.workloadAddress(to));
        return new ProcessBuilder("ip", "netns", "exec", Stacks.workload(from), "sh", "-c", script)
                .redirectErrorStream(true)
                .start();
    }

    private static void aStackThatNoFileListsJoins(Stacks stacks) throws IOException {
        stacks.add(4);
        stacks.start(4, List.of());
        stacks.awaitPing(4, 1);
        stacks.awaitPing(2, 4);
    }

    private static void aKilledOneIsForgotten(Stacks stacks) throws IOException {
        Shell.kill(stacks.discovery(4));
        stacks.awaitForgotten(1, 4);
        stacks.awaitForgotten(3, 4);
    }

    private static void aCleanlyStoppedOneIsForgottenAtOnce(Stacks stacks) throws Exception {
        Running discovery = stacks.discovery(3);
        discovery.process().destroy();
        assertThat(discovery.process().waitFor()).isEqualTo(TERMINATED_CLEANLY);
        stacks.awaitForgotten(1, 3);
        stacks.startDiscovery(3);
        stacks.awaitPing(1, 3);
    }

    private static void aRestartedRouterLosesNothing(Stacks stacks) throws Exception {
        stacks.router(1).process().destroy();
        assertThat(stacks.router(1).process().waitFor()).isEqualTo(TERMINATED_CLEANLY);
        stacks.startRouter(1);
        stacks.awaitPing(1, 3);
        Shell.run(
                "bridge -n %s fdb del 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.3"
                        .formatted(Stacks.host(1)));
        stacks.awaitPing(1, 3);
    }
}

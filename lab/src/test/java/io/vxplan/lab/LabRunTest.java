package io.vxplan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.lab.layout.LabName;
import io.vxplan.lab.layout.Topologies;
import io.vxplan.lab.netns.Namespaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Needs root.
class LabRunTest {
    @TempDir Path folder;

    private final List<String> progress = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    /// Runs with commands that do nothing, but that one.
    private void run(String special, LabRun.Commands instead) throws Exception {
        new LabRun(blueprint(folder), args -> command(args, special, instead), progress::add).run();
    }

    private int command(List<String> args, String special, LabRun.Commands instead) {
        boolean first = commands.isEmpty();
        commands.add(args.getFirst());
        if (args.getFirst().equals(special)) {
            return instead.run(args);
        }
        return first ? 2 : 0;
    }

    private static Blueprint blueprint(Path folder) throws IOException {
        Topologies topologies = new Topologies().host("a", "198.18.0.1").host("b", "198.18.0.2");
        return Blueprints.in(folder, topologies, "overlays: {}", LabConnection.NETNS);
    }

    @AfterEach
    void nothingIsLeft() throws LabException {
        assertThat(Lab.find(folder.resolve("inventory.yaml"))).isEmpty();
        assertThat(Namespaces.of(LabName.of(folder.resolve("inventory.yaml")))).isEmpty();
    }

    @Test
    void goesThroughTheCommandsInOrder() throws Exception {
        run("", _ -> 0);
        assertThat(commands).containsExactly("plan", "apply", "verify", "plan", "destroy");
        assertThat(progress).last().asString().startsWith("lab run: down: done in ");
    }

    @Test
    void stopsAtTheFirstThatFails() {
        assertThatThrownBy(() -> run("verify", _ -> 1))
                .isInstanceOf(LabException.class)
                .hasMessage("verify ended with exit code 1, not 0");
        assertThat(commands).containsExactly("plan", "apply", "verify");
    }

    @Test
    void seesWhatDestroyLeftBehind() {
        assertThatThrownBy(() -> run("destroy", args -> addAddress(args.getLast())))
                .hasMessageContaining("the hosts are not what they were")
                .hasMessageContaining("a: + address lo family \"inet\" local \"192.0.2.1\"")
                .hasMessageNotContaining("b: ");
    }

    private static int addAddress(String inventory) {
        try {
            Lab lab = Lab.find(Path.of(inventory)).orElseThrow();
            return lab.exec("a", List.of("ip", "address", "add", "192.0.2.1/32", "dev", "lo"));
        } catch (LabException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void removesTheLabWhenItIsToldToEnd() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Endless.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = process.inputReader()) {
            Optional<String> line = Optional.ofNullable(output.readLine());
            while (line.isPresent() && !line.get().equals("applying")) {
                line = Optional.ofNullable(output.readLine());
            }
            assertThat(line).contains("applying");
            // Of the process itself it would close the streams, too.
            process.toHandle().destroy();
            output.lines().forEach(_ -> {});
        }
        int terminated = 143;
        assertThat(process.waitFor()).isEqualTo(terminated);
    }

    /// A run whose `apply` never ends.
    static final class Endless {
        private Endless() {}

        public static void main(String[] args) throws Exception {
            LabRun.Commands commands =
                    command -> {
                        if (command.getFirst().equals("plan")) {
                            return 2;
                        }
                        System.out.println("applying");
                        return waitForever();
                    };
            new LabRun(blueprint(Path.of(args[0])), commands, _ -> {}).run();
        }

        private static int waitForever() {
            try {
                Thread.currentThread().join();
                return 0;
            } catch (InterruptedException e) {
                return 1;
            }
        }
    }
}

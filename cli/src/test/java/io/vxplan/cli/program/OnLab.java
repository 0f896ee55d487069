package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.Main;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.Lab;
import io.vxplan.lab.dump.Dump;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The packaged program, and the lab of an example, whose states are compared.
@SuppressWarnings("NullAway.Init")
@ResourceLock(Program.LABS)
abstract class OnLab {
    /// The user's; the inventory is there.
    @TempDir Path folder;

    Program program;
    private Path inventory;

    @BeforeEach
    final void prepare() throws IOException {
        program = new Program(Files.createDirectory(folder.resolve("program")));
    }

    final Lab up(String example, String connection) throws Exception {
        Path original = program.inventory(example);
        for (String file : List.of("inventory.yaml", "topology.yaml")) {
            Files.copy(original.resolveSibling(file), folder.resolve(file));
        }
        inventory = folder.resolve("inventory.yaml");
        run("lab", "up", "--connection", connection);
        return Lab.find(inventory).orElseThrow();
    }

    @AfterEach
    final void down() {
        run("lab", "down");
    }

    /// In this process.
    private void run(String... args) {
        String[] words =
                Stream.concat(Stream.of(args), Stream.of(inventory.toString()))
                        .toArray(String[]::new);
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int exitCode =
                Main.commandLine(new Terminal(writer, writer, false, false), words).execute(words);
        assertThat(exitCode).as("%s: %s", String.join(" ", words), said).isZero();
    }

    /// Leads back to a state without anything of ours.
    static void clear(LabHosts hosts, SortedMap<String, Dump> before) throws IOException {
        hosts.destroy();
        hosts.forwardNothing();
        assertAlike("cleared", before, hosts.dumps());
    }

    static void assertAlike(
            String when, SortedMap<String, Dump> some, SortedMap<String, Dump> others) {
        some.forEach((host, dump) ->
                assertThat(dump.differences(Objects.requireNonNull(others.get(host))))
                        .as("%s, %s", host, when)
                        .isEmpty());
    }
}

package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example through `lab run`, on the real kernel: by netlink, over SSH, and without root.
/// Needs root itself, etcd and BIND.
@ResourceLock(Program.LABS)
class ExamplesIT {
    @TempDir private static Path folder;

    private static Program program;

    @BeforeAll
    static void unpack() throws IOException {
        program = new Program(folder);
    }

    static List<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("..", "inventory-examples"))) {
            return folders.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void byNetlink(String example) throws IOException {
        assertDone(program.run(User.ROOT, "lab", "run", program.inventory(example).toString()));
    }

    /// Fifty servers take their time, and to daemons it is all one how apply reached their host:
    /// with `./check --long`.
    static List<String> examplesOverSsh() throws IOException {
        return examplesWithout("fifty", "discovered-dns", "discovered-etcd", "discovered-gossip");
    }

    /// Fifty are as many namespaces as root makes: with `./check --long`.
    static List<String> examplesWithoutRoot() throws IOException {
        return examplesWithout("fifty");
    }

    private static List<String> examplesWithout(String... atLength) throws IOException {
        return examples().stream()
                .filter(example ->
                        !List.of(atLength).contains(example) || Boolean.getBoolean("long"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examplesOverSsh")
    void overSsh(String example) throws IOException {
        assertDone(
                program.run(
                        User.ROOT,
                        "lab",
                        "run",
                        "--connection",
                        "ssh",
                        program.inventory(example).toString()));
    }

    @ParameterizedTest
    @MethodSource("examplesWithoutRoot")
    void withoutRoot(String example) throws IOException {
        assertDone(program.run(User.NOBODY, "lab", "run", program.inventory(example).toString()));
    }

    private static void assertDone(Program.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("lab run: down: done");
    }
}

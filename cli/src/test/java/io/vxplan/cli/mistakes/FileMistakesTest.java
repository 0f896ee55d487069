package io.vxplan.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong in the files is told before any host is asked, all of it, the same by every
/// command, and nothing is written.
class FileMistakesTest {
    private static final String PROGRAM = "vxplan ";
    private static final List<String> COMMANDS =
            List.of("validate inventory.yaml", "plan inventory.yaml", "apply inventory.yaml --yes");

    @TempDir private Path folder;

    /// Should a command overlook a mistake, there is still no host that it could change.
    @BeforeEach
    void noHostIsReached() throws IOException {
        Files.createDirectory(folder.resolve("group_vars"));
        Files.writeString(
                folder.resolve("group_vars/all.yaml"),
                "{ ansible_connection: netns, vxplan_netns: /nonexistent }\n");
    }

    static List<Mistake> mistakes() throws IOException {
        List<Mistake> all = new ArrayList<>();
        for (String table : List.of("yaml", "inventory", "topology", "addresses")) {
            all.addAll(Mistake.in(table + ".txt", "files"));
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isTold(Mistake mistake) throws Exception {
        mistake.write(folder);
        List<String> commands = prepare(mistake.commands());
        List<String> before = listing();

        for (String command : commands.isEmpty() ? COMMANDS : commands) {
            Said said = Said.in(folder, command);

            assertThat(said.messages().lines())
                    .as(command)
                    .containsExactlyElementsOf(mistake.says());
            assertThat(said.results()).as(command).isEmpty();
            assertThat(said.exitCode()).as(command).isEqualTo(ExitCode.ERROR);
        }
        assertThat(listing()).isEqualTo(before);
    }

    /// Or the tables would prove nothing.
    @Test
    void theFilesThatTheyAreMadeInAreGood() throws IOException {
        Mistake.none("files").write(folder);

        Said said = Said.in(folder, "validate inventory.yaml");

        assertThat(said.messages()).isEmpty();
        assertThat(said.results()).isEqualTo("Valid: topology 'demo', 2 overlays on 3 hosts.\n");
        assertThat(said.exitCode()).isEqualTo(ExitCode.DONE);
    }

    /// Runs what is for the shell.
    ///
    /// @return what is for the program
    private List<String> prepare(List<String> commands) throws Exception {
        List<String> ours = new ArrayList<>();
        for (String command : commands) {
            if (command.startsWith(PROGRAM)) {
                ours.add(command.substring(PROGRAM.length()));
            } else {
                ProcessBuilder shell = new ProcessBuilder("sh", "-ec", command);
                assertThat(shell.directory(folder.toFile()).start().waitFor()).as(command).isZero();
            }
        }
        return ours;
    }

    /// Every file, with what a write would change.
    private List<String> listing() throws IOException {
        List<String> listing = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted().toList()) {
                listing.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return listing;
    }
}

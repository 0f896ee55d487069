package io.vxplan.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with a host or the way to it is told with the plan or by apply: by the packaged
/// program, on a real kernel, through a real sshd. Needs root.
class HostMistakesIT {
    private static final String COMMAND = "vxplan apply inventory.yaml --yes";

    /// Keys are made anew in each run.
    private static final Pattern KEY = Pattern.compile("(SHA256:|AAAA)[A-Za-z0-9+/=]+");

    /// What a plan lists, and empty lines: those are the business of others.
    private static final Predicate<String> LISTED =
            Pattern.compile("lock file:|( {3}[+~-] | -/\\+ | {8}).*|").asMatchPredicate();

    @TempDir private static Path shared;

    private static Program program;

    @TempDir private Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        program = new Program(shared);
    }

    static List<Mistake> mistakes() throws IOException {
        return Mistake.in("hosts.txt", "hosts");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isTold(Mistake mistake) throws Exception {
        mistake.write(folder);
        // Other users of the machine read their authorized keys there.
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        List<String> script = new ArrayList<>(List.of(". ./machine.sh"));
        script.addAll(mistake.commands());
        if (script.stream().noneMatch(line -> line.contains("vxplan "))) {
            script.add(COMMAND);
        }

        Process shell = inNewNamespaces(String.join("\n", script));
        List<String> said =
                shell.inputReader()
                        .lines()
                        .filter(LISTED.negate())
                        .map(this::withoutNames)
                        .toList();

        assertThat(said).containsExactlyElementsOf(mistake.says());
        assertThat(shell.waitFor()).isEqualTo(ExitCode.ERROR);
    }

    /// They end with the shell and what it started, which it ends itself.
    private Process inNewNamespaces(String script) throws IOException {
        ProcessBuilder shell =
                new ProcessBuilder("unshare", "--net", "--mount", "sh", "-euc", script)
                        .directory(folder.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true);
        shell.environment().put("PROGRAM", program.launcher().toString());
        return shell.start();
    }

    private String withoutNames(String line) {
        return KEY.matcher(line).replaceAll("$1...").replace(folder.toString(), "~");
    }
}

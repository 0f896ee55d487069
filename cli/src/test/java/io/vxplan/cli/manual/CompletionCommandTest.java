package io.vxplan.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompletionCommandTest {
    @TempDir private Path folder = Path.of(".");

    /// The shell itself is asked what it would offer.
    @Test
    void bashCompletesCommands() throws Exception {
        Path script = Files.writeString(folder.resolve("vxplan"), completion("bash"));

        String offered =
                bash(
                        "source "
                                + script
                                + "; COMP_WORDS=(vxplan compl); COMP_CWORD=1; _complete_vxplan; echo \"${COMPREPLY[*]}\"");

        assertThat(offered).isEqualTo("completion\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void isAScriptForBothShells(String shell) {
        assertThat(completion(shell)).contains("bashcompinit", "complete -F _complete_vxplan");
    }

    private static String completion(String shell) {
        StringWriter out = new StringWriter();
        CommandLine vxplan = Main.commandLine().setOut(new PrintWriter(out));
        assertThat(vxplan.execute("completion", shell)).isZero();
        return out.toString();
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}

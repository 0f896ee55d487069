package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.iproute.ScriptLoop.Answer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With the shells that hosts have for `sh`.
class ScriptLoopTest {
    /// A shell on this machine, for as long as a test lasts.
    private record Shell(Process process, ScriptLoop scripts) implements AutoCloseable {
        static Shell start(String shell) throws IOException {
            Process process = launch(shell);
            return new Shell(
                    process,
                    new ScriptLoop(
                            process.getOutputStream(),
                            process.getInputStream(),
                            process.getErrorStream()));
        }

        Answer run(String script) throws IOException {
            return scripts.run(script);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static Process launch(String shell) throws IOException {
        return new ProcessBuilder(shell, "-c", ScriptLoop.LAUNCH).start();
    }

    private static Answer answer(String output, String errors, int exitCode) {
        return new Answer(output, errors, OptionalInt.of(exitCode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void oneScriptAfterTheOther(String name) throws IOException {
        try (Shell shell = Shell.start(name)) {
            assertThat(shell.run("echo one; echo two >&2")).isEqualTo(answer("one\n", "two\n", 0));
            assertThat(shell.run("printf 'no end of line'; exit 7"))
                    .isEqualTo(answer("no end of line", "", 7));
            assertThat(shell.run("cat; echo \"[$(cat)]\"")).isEqualTo(answer("[]\n", "", 0));
            assertThat(shell.run("a=1; exec 9</dev/null")).isEqualTo(answer("", "", 0));
            assertThat(shell.run("echo \"${a-none}\"; [ -e /proc/self/fd/9 ] || echo closed"))
                    .isEqualTo(answer("none\nclosed\n", "", 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void aScriptThatIsNoneIsTheOnlyOneThatFails(String name) throws IOException {
        try (Shell shell = Shell.start(name)) {
            Answer bad = shell.run("echo one; if");

            assertThat(bad.exitCode()).hasValue(2);
            assertThat(bad.output()).isEmpty();
            assertThat(bad.errors()).containsIgnoringCase("syntax error");
            assertThat(shell.run("echo 'äöü'")).isEqualTo(answer("äöü\n", "", 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void aScriptCutOffInTransitDoesNothing(String name) throws Exception {
        String script = ScriptLoop.complete("echo one\ncat <<'END'\ntwo\nEND\necho three");
        for (int length = 0; length < script.length() - 2; length++) {
            Process process = launch(name);
            try (var input = process.getOutputStream()) {
                String sent = script.length() + " end\n" + script.substring(0, length);
                input.write(sent.getBytes(StandardCharsets.UTF_8));
            }

            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(output).as("cut at %d", length).startsWith("end ").hasLineCount(1);
        }
    }

    @Test
    void muchIsPrintedOnBothSides() throws IOException {
        try (Shell shell = Shell.start("sh")) {
            Answer answer = shell.run("seq 500000; seq 500000 >&2");

            assertThat(answer.output()).hasLineCount(500_000).endsWith("\n500000\n");
            assertThat(answer.errors()).isEqualTo(answer.output());
        }
    }

    @Test
    void whatIsSaidComesInPieces() throws IOException {
        Process process = launch("sh");
        ScriptLoop scripts =
                new ScriptLoop(
                        process.getOutputStream(),
                        new ByteByByte(process.getInputStream()),
                        new ByteByByte(process.getErrorStream()));

        assertThat(scripts.run("echo one; exit 3")).isEqualTo(answer("one\n", "", 3));
        assertThat(scripts.run("echo two >&2")).isEqualTo(answer("", "two\n", 0));
        process.destroy();
    }

    @Test
    void aShellThatEndsFirst() throws IOException {
        try (Shell shell = Shell.start("sh")) {
            Answer answer = shell.run("echo one; kill -9 $$; sleep 0.01; echo two");

            assertThat(answer.exitCode()).isEmpty();
            assertThat(answer.output()).startsWith("one\n");
            assertThat(shell.run("echo three").exitCode()).isEmpty();
        }
    }

    private static final class ByteByByte extends FilterInputStream {
        ByteByByte(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, 1);
        }
    }
}

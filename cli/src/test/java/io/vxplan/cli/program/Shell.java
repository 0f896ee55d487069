package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Scripts and processes on this machine.
public final class Shell {
    private static final int GLANCE_MILLIS = 5;

    /// Nothing that a test waits for takes so long.
    private static final long LIMIT_NANOS = 180_000_000_000L;

    /// The exit code of a process that SIGKILL ended.
    private static final int KILLED = 137;

    private Shell() {}

    /// Runs a script as root, which must succeed, and returns what it printed.
    public static String run(String script) {
        try {
            Process process =
                    new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(exitCode(process)).as("%s: %s", script, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// With SIGKILL.
    static void kill(Running running) {
        running.process().destroyForcibly();
        assertThat(exitCode(running.process())).isEqualTo(KILLED);
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /// Waits for a condition, which must come before the program ends.
    static void await(Running running, Condition condition) throws IOException {
        await(() -> condition.holds() || !running.process().isAlive());
        if (!condition.holds()) {
            throw new AssertionError("it went on: " + running.await());
        }
    }

    static void await(Condition condition) throws IOException {
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(limit);
            try {
                Thread.sleep(GLANCE_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }
}

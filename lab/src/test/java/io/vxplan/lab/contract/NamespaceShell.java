package io.vxplan.lab.contract;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.iproute.RemoteShell;
import io.vxplan.host.iproute.ScriptLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/// The shell of a machine, reached without SSH.
final class NamespaceShell implements RemoteShell {
    private final Process process;
    private final ScriptLoop scripts;

    NamespaceShell(Machine machine) {
        try {
            this.process =
                    new ProcessBuilder(
                                    "ip",
                                    "netns",
                                    "exec",
                                    machine.name(),
                                    "sh",
                                    "-c",
                                    ScriptLoop.LAUNCH)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.scripts =
                new ScriptLoop(
                        process.getOutputStream(),
                        process.getInputStream(),
                        process.getErrorStream());
    }

    @Override
    public CommandResult run(String script, Duration timeout) {
        return result(() -> scripts.run(script));
    }

    @Override
    public CommandResult runItself(String script, Duration timeout) {
        return result(() -> scripts.runItself(script));
    }

    /// Nobody is frozen without it.
    @Override
    public void runBeside(String script) {}

    private interface Run {
        ScriptLoop.Answer done() throws IOException;
    }

    private static CommandResult result(Run run) {
        try {
            ScriptLoop.Answer answer = run.done();
            return new CommandResult(
                    answer.exitCode().orElseThrow(), answer.output(), answer.errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CommandResult run(String script, InputStream input, Duration timeout) {
        throw new AssertionError("nothing is brought to this machine");
    }

    @Override
    public void close() {
        process.destroy();
    }
}

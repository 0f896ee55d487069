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
    private final Machine machine;
    private final Process process;
    private final ScriptLoop scripts;

    NamespaceShell(Machine machine) {
        this.machine = machine;
        this.process = start(ScriptLoop.LAUNCH);
        this.scripts = scripts(process);
    }

    private Process start(String launch) {
        try {
            return new ProcessBuilder("ip", "netns", "exec", machine.name(), "sh", "-c", launch)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptLoop scripts(Process shell) {
        return new ScriptLoop(
                shell.getOutputStream(), shell.getInputStream(), shell.getErrorStream());
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
    public boolean runBeside(String script) {
        return false;
    }

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
        Process once = start(ScriptLoop.LAUNCH_ONCE);
        try {
            return result(() -> scripts(once).run(script, input));
        } finally {
            once.destroy();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}

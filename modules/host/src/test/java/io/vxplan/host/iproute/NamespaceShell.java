package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A remote shell that is not remote: `sh` in a namespace. It counts its runs.
public final class NamespaceShell implements RemoteShell {
    private final TestNamespace namespace;
    private final List<String> wrapper;
    private Optional<Process> process = Optional.empty();
    private int runs;

    /// @param wrapper a command that runs the rest of its arguments
    public NamespaceShell(TestNamespace namespace, String... wrapper) {
        this.namespace = namespace;
        this.wrapper = List.of(wrapper);
    }

    private Process start(String launch) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of("sh", "-c", launch));
        return namespace.start(command);
    }

    @Override
    public CommandResult run(String script, Duration timeout) {
        runs++;
        Process shell = process.orElseGet(() -> start(ScriptLoop.LAUNCH));
        process = Optional.of(shell);
        try {
            return result(scripts(shell).run(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CommandResult runItself(String script, Duration timeout) {
        runs++;
        Process shell = process.orElseGet(() -> start(ScriptLoop.LAUNCH));
        process = Optional.of(shell);
        try {
            return result(scripts(shell).runItself(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nobody is frozen without it.
    @Override
    public boolean runBeside(String script) {
        return false;
    }

    @Override
    public CommandResult run(String script, InputStream input, Duration timeout) {
        runs++;
        Process shell = start(ScriptLoop.LAUNCH_ONCE);
        try {
            return result(scripts(shell).run(script, input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            shell.destroy();
        }
    }

    private static ScriptLoop scripts(Process shell) {
        return new ScriptLoop(
                shell.getOutputStream(), shell.getInputStream(), shell.getErrorStream());
    }

    private static CommandResult result(ScriptLoop.Answer answer) {
        return new CommandResult(answer.exitCode().orElseThrow(), answer.output(), answer.errors());
    }

    public int runs() {
        return runs;
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroy);
    }
}

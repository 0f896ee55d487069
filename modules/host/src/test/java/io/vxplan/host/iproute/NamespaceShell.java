package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A remote shell that is not remote: `sh` in a namespace. It counts its runs.
public final class NamespaceShell implements RemoteShell {
    private final TestNamespace namespace;
    private final List<String> command;
    private Optional<Process> process = Optional.empty();
    private int runs;

    /// @param wrapper a command that runs the rest of its arguments
    public NamespaceShell(TestNamespace namespace, String... wrapper) {
        this.namespace = namespace;
        this.command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of("sh", "-c", ScriptLoop.LAUNCH));
    }

    @Override
    public CommandResult run(String script, Duration timeout) {
        runs++;
        Process shell = process.orElseGet(() -> namespace.start(command));
        process = Optional.of(shell);
        ScriptLoop scripts =
                new ScriptLoop(
                        shell.getOutputStream(), shell.getInputStream(), shell.getErrorStream());
        try {
            ScriptLoop.Answer answer = scripts.run(script);
            return new CommandResult(
                    answer.exitCode().orElseThrow(), answer.output(), answer.errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int runs() {
        return runs;
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroy);
    }
}

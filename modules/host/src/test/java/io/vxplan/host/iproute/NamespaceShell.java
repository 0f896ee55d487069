package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A remote shell that is not remote: `sh` in a namespace. It counts its runs.
public final class NamespaceShell implements RemoteShell {
    private final TestNamespace namespace;
    private final List<String> wrapper;
    private int runs;

    /// @param wrapper a command that runs the rest of its arguments
    public NamespaceShell(TestNamespace namespace, String... wrapper) {
        this.namespace = namespace;
        this.wrapper = List.of(wrapper);
    }

    @Override
    public CommandResult run(String script, Duration timeout) {
        runs++;
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of("sh", "-c", LAUNCH));
        return namespace.run(command, RemoteShell.complete(script));
    }

    public int runs() {
        return runs;
    }

    @Override
    public void close() {}
}

package io.vxplan.host;

import io.vxplan.host.local.LocalHost;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.ssh.SshHosts;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Opens hosts as the inventory says they are reached.
public final class Connector implements HostOpener {
    private final Connections connections;
    private final Function<HostName, Optional<Machine>> machines;
    private @Nullable SshHosts ssh;

    /// @param machines what is brought to each host; empty where its network alone is ours, and its
    ///   files and services are somebody else's
    public Connector(Connections connections, Function<HostName, Optional<Machine>> machines) {
        this.connections = connections;
        this.machines = machines;
    }

    /// How each host is reached.
    @FunctionalInterface
    public interface Connections {
        Connection of(HostName host) throws HostException;
    }

    @Override
    public Host open(HostName host) throws HostException {
        Optional<Machine> machine = machines.apply(host);
        return switch (connections.of(host)) {
            case Connection.Local() ->
                    machine.isPresent()
                            ? LocalHost.whole(host, machine.get())
                            : LocalHost.here(host);
            case Connection.Namespace(var path) -> LocalHost.inNamespace(host, path);
            case Connection.Ssh target -> sshHosts().open(host, target, machine);
        };
    }

    /// Made when the first host needs it: loading sshj takes a moment.
    private synchronized SshHosts sshHosts() {
        if (ssh == null) {
            ssh = SshHosts.ofUser();
        }
        return ssh;
    }
}

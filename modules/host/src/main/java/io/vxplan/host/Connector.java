package io.vxplan.host;

import io.vxplan.host.local.LocalHost;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.ssh.SshHosts;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import org.jspecify.annotations.Nullable;

/// Opens hosts as the inventory says they are reached.
public final class Connector implements HostOpener {
    private final Connections connections;
    private final Machine machine;
    private @Nullable SshHosts ssh;

    public Connector(Connections connections) {
        this(connections, Machine.withoutArchive());
    }

    /// @param machine what is brought to each host that is a machine
    public Connector(Connections connections, Machine machine) {
        this.connections = connections;
        this.machine = machine;
    }

    /// How each host is reached.
    @FunctionalInterface
    public interface Connections {
        Connection of(HostName host) throws HostException;
    }

    @Override
    public Host open(HostName host) throws HostException {
        return switch (connections.of(host)) {
            case Connection.Local() -> LocalHost.whole(host, machine);
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

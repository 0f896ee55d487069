package io.vxplan.host;

import io.vxplan.host.local.LocalHost;
import io.vxplan.host.ssh.SshHosts;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import org.jspecify.annotations.Nullable;

/// Opens hosts as the inventory says they are reached.
public final class Connector implements HostOpener {
    private final Connections connections;
    private @Nullable SshHosts ssh;

    public Connector(Connections connections) {
        this.connections = connections;
    }

    /// How each host is reached.
    @FunctionalInterface
    public interface Connections {
        Connection of(HostName host) throws HostException;
    }

    @Override
    public Host open(HostName host) throws HostException {
        return switch (connections.of(host)) {
            case Connection.Local() -> LocalHost.here(host);
            case Connection.Namespace(var path) -> LocalHost.inNamespace(host, path);
            case Connection.Ssh target -> sshHosts().open(host, target);
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

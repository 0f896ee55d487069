package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;

/// A host one is logged in to, perhaps through others.
///
/// @param target what one is logged in to
/// @param client the connection to it
/// @param through everything that it stands on, the first hop first
record SshConnection(Connection.Ssh target, SSHClient client, List<Closeable> through)
        implements Closeable {

    /// Connects to the jump hosts one after the other, each through the one before, and then to the
    /// target.
    static SshConnection open(SshHosts hosts, HostName name, Connection.Ssh target)
            throws HostException {
        List<Closeable> opened = new ArrayList<>();
        try {
            Optional<SSHClient> before = Optional.empty();
            for (Connection.Ssh jump : target.jumps()) {
                before =
                        Optional.of(
                                new SshConnecting(hosts, name, jump, true).open(before, opened));
            }
            SSHClient client = new SshConnecting(hosts, name, target, false).open(before, opened);
            return new SshConnection(target, client, List.copyOf(opened));
        } catch (HostException | RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    @Override
    public void close() {
        closeAll(through);
    }

    private static void closeAll(List<Closeable> opened) {
        for (Closeable closeable : opened.reversed()) {
            try {
                closeable.close();
            } catch (IOException e) {
                // The other end may have closed first.
            }
        }
    }
}

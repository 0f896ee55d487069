package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.HostName;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;

/// A host one is logged in to, perhaps through others.
///
/// @param client the connection to it
/// @param parts all that is to be closed, the first opened first
record SshConnection(SSHClient client, List<Closeable> parts) implements Closeable {

    /// @param name the host that all this is for
    /// @param way what to log in to, one through the other; the last is the one that is meant
    /// @param isJump whether that is only a jump host
    static SshConnection open(SshHosts hosts, HostName name, List<Ssh> way, boolean isJump)
            throws HostException {
        List<Ssh> before = way.subList(0, way.size() - 1);
        List<Closeable> parts = new ArrayList<>();
        try {
            Optional<SSHClient> through = Optional.empty();
            if (!before.isEmpty()) {
                through = Optional.of(hosts.jumpHosts().acquire(before, name).client());
                parts.add(() -> hosts.jumpHosts().release(before));
            }
            SshConnecting connecting = new SshConnecting(hosts, name, way.getLast(), isJump);
            return new SshConnection(connecting.open(through, parts), List.copyOf(parts));
        } catch (HostException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(List<Closeable> parts) {
        for (Closeable part : parts.reversed()) {
            try {
                part.close();
            } catch (IOException e) {
                // The other end may have closed first.
            }
        }
    }
}

package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.HostName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Logins on jump hosts, each shared by all hosts that are reached through it and closed after the
/// last of them. A login for each of fifty hosts at once would run into the jump host's
/// `MaxStartups`; and if it is down, one wait is enough.
final class JumpHosts {
    private final SshHosts hosts;
    private final Map<List<Ssh>, Shared> open = new HashMap<>();

    JumpHosts(SshHosts hosts) {
        this.hosts = hosts;
    }

    private static final class Shared {
        private final CompletableFuture<SshConnection> connection = new CompletableFuture<>();
        private int users = 1;
    }

    /// A login at the end of the way, to be given back with [#release].
    ///
    /// @param way the jump hosts up to and with the one that is meant
    /// @param name whom it is for
    SshConnection acquire(List<Ssh> way, HostName name) throws HostException {
        Shared mine = new Shared();
        Shared shared = enter(way, mine);
        if (shared == mine) {
            connect(way, name, mine);
        }
        try {
            return shared.connection.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HostException failure) {
                throw of(name, failure);
            }
            throw e;
        }
    }

    private static HostException of(HostName name, HostException failure) {
        return new HostException(
                name,
                Optional.empty(),
                SshFailures.words(failure),
                failure.advice(),
                Optional.of(failure));
    }

    private synchronized Shared enter(List<Ssh> way, Shared mine) {
        Shared shared = open.putIfAbsent(way, mine);
        if (shared == null) {
            return mine;
        }
        shared.users++;
        return shared;
    }

    private void connect(List<Ssh> way, HostName name, Shared mine) {
        try {
            mine.connection.complete(SshConnection.open(hosts, name, way, true));
        } catch (HostException | RuntimeException e) {
            synchronized (this) {
                open.remove(way, mine);
            }
            mine.connection.completeExceptionally(e);
        }
    }

    void release(List<Ssh> way) {
        Optional<Shared> unused = leave(way);
        unused.ifPresent(shared -> shared.connection.join().close());
    }

    private synchronized Optional<Shared> leave(List<Ssh> way) {
        Shared shared = open.get(way);
        if (shared == null || --shared.users > 0) {
            return Optional.empty();
        }
        open.remove(way);
        return Optional.of(shared);
    }
}

package io.vxplan.host.ssh;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.RemoteShell;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.common.SSHRuntimeException;

/// Scripts over an SSH connection, all by one shell there.
final class SshShell implements RemoteShell {
    private final HostName name;
    private final Connection.Ssh target;
    private final SshConnection connection;
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<RootShell> running = Optional.empty();
    private boolean closed;

    SshShell(HostName name, Connection.Ssh target, SshConnection connection) {
        this.name = name;
        this.target = target;
        this.connection = connection;
    }

    /// One script at a time.
    @Override
    public CommandResult run(String script, Duration timeout) throws HostException {
        return within(timeout, () -> inTheShell(shell -> shell.run(script)));
    }

    @Override
    public CommandResult run(String script, InputStream input, Duration timeout)
            throws HostException {
        return within(timeout, () -> runOnce(script, input));
    }

    @Override
    public CommandResult runItself(String script, Duration timeout) throws HostException {
        return within(timeout, () -> inTheShell(shell -> shell.runItself(script)));
    }

    /// A server may admit no second session in a connection.
    @Override
    public boolean runBeside(String script) throws HostException {
        RootShell shell;
        try {
            shell = RootShell.start(name, target, connection.client(), Launch.once(target));
        } catch (IOException | IllegalStateException | SSHRuntimeException _) {
            return false;
        }
        Thread.startVirtualThread(() -> {
            try (shell) {
                shell.run(script, new Beats(BEAT));
            } catch (IOException | HostException | IllegalStateException | SSHRuntimeException _) {
                // It ends with the connection.
            }
        });
        return true;
    }

    /// Something to do over the connection.
    private interface Work {
        CommandResult done() throws IOException, HostException;
    }

    private CommandResult within(Duration timeout, Work work) throws HostException {
        turn.lock();
        try (Watchdog watchdog = Watchdog.over(timeout, this::close)) {
            try {
                return work.done();
            } catch (IOException | IllegalStateException | SSHRuntimeException e) {
                // The library has unchecked ones for a connection that was closed meanwhile.
                throw watchdog.expired() ? tooLong(timeout) : broken(e);
            }
        } finally {
            turn.unlock();
        }
    }

    /// Something to do with the shell.
    private interface Use {
        CommandResult of(RootShell shell) throws IOException, HostException;
    }

    private CommandResult inTheShell(Use use) throws IOException, HostException {
        RootShell shell =
                running.isPresent()
                        ? running.get()
                        : RootShell.start(name, target, connection.client(), Launch.of(target));
        running = Optional.of(shell);
        CommandResult result = use.of(shell);
        if (shell.ended()) {
            running = Optional.empty();
            shell.close();
        }
        return result;
    }

    /// In a channel of its own, which ends with the input.
    private CommandResult runOnce(String script, InputStream input)
            throws IOException, HostException {
        try (RootShell shell =
                RootShell.start(name, target, connection.client(), Launch.once(target))) {
            return shell.run(script, input);
        }
    }

    private HostException tooLong(Duration timeout) {
        return new HostException(
                name,
                "a script did not end within "
                        + timeout.toSeconds()
                        + " s; the connection is closed",
                "the host may be overloaded; run `vxplan plan` to see what has been done");
    }

    private HostException broken(Exception e) {
        return new HostException(
                name,
                Optional.empty(),
                "the connection broke while a script ran: " + SshFailures.words(e),
                "run `vxplan plan` to see what has been done",
                Optional.of(e));
    }

    /// By the user of this, or by the watchdog, or both: a jump host is given back once.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            connection.close();
        }
    }
}

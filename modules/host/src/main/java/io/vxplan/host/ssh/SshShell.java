package io.vxplan.host.ssh;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.RemoteShell;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Session.Command;
import net.schmizz.sshj.connection.channel.direct.Signal;

/// Scripts over an SSH connection, each in a session channel of its own.
final class SshShell implements RemoteShell {
    private final HostName name;
    private final Connection.Ssh target;
    private final SshConnection connection;
    private final Launch launch;
    private boolean closed;

    SshShell(HostName name, Connection.Ssh target, SshConnection connection) {
        this.name = name;
        this.target = target;
        this.connection = connection;
        this.launch = Launch.of(target);
    }

    @Override
    public CommandResult run(String script, Duration timeout) throws HostException {
        try (Watchdog watchdog = Watchdog.over(timeout, this::close)) {
            try (Session session = connection.client().startSession();
                    Command command = session.exec(launch.command())) {
                return run(command, RemoteShell.complete(script));
            } catch (IOException | IllegalStateException | SSHRuntimeException e) {
                // The library has unchecked ones for a connection that was closed meanwhile.
                throw watchdog.expired() ? tooLong(timeout) : broken(e);
            }
        }
    }

    private CommandResult run(Command command, String script) throws IOException, HostException {
        StringBuilder said = new StringBuilder();
        if (launch.password().isPresent()) {
            new SudoDialogue(name, command, launch.password().get()).untilStarted(said);
        }
        CompletableFuture<String> errors = reading(command.getErrorStream());
        send(command.getOutputStream(), script);
        String output = text(command.getInputStream());
        said.append(join(errors));
        command.join(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
        int exitCode = exitCode(command);
        int started = said.indexOf(Launch.STARTED);
        if (started < 0) {
            throw new SudoFailures(name, target).of(said + output);
        }
        String errorsOfScript = said.substring(started + Launch.STARTED.length());
        return new CommandResult(exitCode, output, errorsOfScript);
    }

    /// The shell may end before it has read everything: then its errors tell why.
    private static void send(OutputStream to, String script) {
        try (to) {
            to.write(script.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // what it said and its exit code follow
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                text.complete(text(stream));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }

    private static String text(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        stream.transferTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String join(CompletableFuture<String> text) throws IOException {
        try {
            return text.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static int exitCode(Command command) throws IOException {
        Integer status = command.getExitStatus();
        if (status != null) {
            return status;
        }
        Signal signal = command.getExitSignal();
        if (signal == null) {
            throw new IOException("the host closed the connection");
        }
        return 128 + number(signal);
    }

    /// SSH has the names of signals only.
    private static int number(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case ILL -> 4;
            case ABRT -> 6;
            case FPE -> 8;
            case KILL -> 9;
            case USR1 -> 10;
            case SEGV -> 11;
            case USR2 -> 12;
            case PIPE -> 13;
            case ALRM -> 14;
            case TERM -> 15;
            case UNKNOWN -> 0;
        };
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

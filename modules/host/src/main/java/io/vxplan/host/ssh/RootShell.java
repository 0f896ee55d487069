package io.vxplan.host.ssh;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.ScriptLoop;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Session.Command;
import net.schmizz.sshj.connection.channel.direct.Signal;

/// A shell of root on a host, in a session channel of its own, for one script after the other.
final class RootShell implements Closeable {
    private final HostName name;
    private final Connection.Ssh target;
    private final Session session;
    private final Command command;
    private final ScriptLoop scripts;

    /// Standard error until the shell has said that it started.
    private final StringBuilder preface = new StringBuilder();

    private boolean started;
    private boolean ended;

    private RootShell(HostName name, Connection.Ssh target, Session session, Command command) {
        this.name = name;
        this.target = target;
        this.session = session;
        this.command = command;
        this.scripts =
                new ScriptLoop(
                        command.getOutputStream(),
                        command.getInputStream(),
                        command.getErrorStream());
    }

    static RootShell start(HostName name, Connection.Ssh target, SSHClient client, Launch launch)
            throws IOException, HostException {
        Session session = client.startSession();
        Command command = session.exec(launch.command());
        RootShell shell = new RootShell(name, target, session, command);
        if (launch.password().isPresent()) {
            new SudoDialogue(name, command, launch.password().get()).untilStarted(shell.preface);
        }
        return shell;
    }

    /// After that nothing more can be run by it.
    boolean ended() {
        return ended;
    }

    CommandResult run(String script) throws IOException, HostException {
        return result(scripts.run(script));
    }

    /// By the shell itself.
    CommandResult runItself(String script) throws IOException, HostException {
        return result(scripts.runItself(script));
    }

    /// By a shell that was launched for this once.
    CommandResult run(String script, InputStream input) throws IOException, HostException {
        return result(scripts.run(script, input));
    }

    private CommandResult result(ScriptLoop.Answer answer) throws IOException, HostException {
        ended = answer.exitCode().isEmpty();
        String errors = started ? answer.errors() : sinceStart(answer);
        int exitCode = ended ? exitCode() : answer.exitCode().getAsInt();
        return new CommandResult(exitCode, answer.output(), errors);
    }

    private String sinceStart(ScriptLoop.Answer answer) throws HostException {
        preface.append(answer.errors());
        int at = preface.indexOf(Launch.STARTED);
        if (at < 0) {
            throw new SudoFailures(name, target).of(preface + answer.output());
        }
        started = true;
        return preface.substring(at + Launch.STARTED.length());
    }

    private int exitCode() throws IOException {
        command.join(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
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

    @Override
    public void close() throws IOException {
        try (session) {
            command.close();
        }
    }
}

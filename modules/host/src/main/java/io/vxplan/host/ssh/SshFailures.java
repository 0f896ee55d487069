package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.host.ssh.Identities.Offer;
import io.vxplan.host.ssh.Identities.Offers;
import io.vxplan.host.ssh.key.HostKeyCheck.Refusal;
import io.vxplan.host.ssh.key.KnownHosts;
import io.vxplan.host.ssh.key.KnownHosts.Line;
import io.vxplan.host.ssh.key.KnownHosts.Verdict;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is said when a login fails: what was tried, what the other end said, what to do.
///
/// @param name the host at the end of all hops
/// @param isJump whether `hop` is a jump host on the way
record SshFailures(HostName name, Connection.Ssh hop, boolean isJump) {

    HostException knownHosts(IOException e) {
        return failure("can't read the known hosts: " + words(e), "", e);
    }

    HostException connect(IOException e) {
        String tried = "can't connect to " + where() + ": ";
        return switch (e) {
            case UnknownHostException _ ->
                    failure(
                            tried + "the name is not known",
                            "set ansible_host to an address, or mend the name service",
                            e);
            case SocketTimeoutException _ ->
                    failure(
                            tried + "no answer within " + seconds(),
                            "is the host up, and does no firewall drop TCP port "
                                    + hop.port()
                                    + "?",
                            e);
            case NoRouteToHostException _ ->
                    failure(tried + words(e), "is the host up, and is there a route to it?", e);
            case ConnectException refused
                    when words(refused).toLowerCase(Locale.ROOT).contains("refused") ->
                    failure(
                            tried + "connection refused",
                            "does sshd run there, on port " + hop.port() + " (ansible_port)?",
                            e);
            default -> failure(tried + words(e), "is the network between here and there up?", e);
        };
    }

    HostException tunnel(IOException e) {
        return failure(
                "the jump host can't connect to " + where() + ": " + words(e),
                "does the jump host reach it, and does its sshd allow TCP forwarding?",
                e);
    }

    HostException handshake(IOException e, boolean tooLate) {
        return failure(
                tooLate
                        ? where() + " took the connection, and was silent for " + seconds()
                        : "no SSH connection with " + where() + ": " + words(e),
                tooLate
                        ? "is the host overloaded, or is something else than sshd on that port?"
                        : "is an OpenSSH server on that port? Its MaxStartups may be too low for --forks",
                e);
    }

    /// @param file where a line could be added
    HostException hostKey(Refusal refusal, Path file) {
        String key = refusal.key().type() + " " + refusal.key().fingerprint();
        return switch (refusal.verdict()) {
            case Verdict.Known _ -> throw new IllegalArgumentException("that was no refusal");
            case Verdict.Revoked(Line line) ->
                    failure(
                            "the host key of "
                                    + where()
                                    + ", "
                                    + key
                                    + ", is revoked at "
                                    + line.place(),
                            "do not log in there before you know why");
            case Verdict.Changed(Line line) ->
                    failure(
                            "the host key of "
                                    + where()
                                    + " has changed: it shows "
                                    + key
                                    + ", and "
                                    + line.place()
                                    + " has "
                                    + line.key().fingerprint(),
                            "somebody may be in between. If the host was installed anew: ssh-keygen -f "
                                    + line.file()
                                    + " -R '"
                                    + KnownHosts.name(refusal.host(), refusal.port())
                                    + "', then add its new key");
            case Verdict.Unknown(var others, var authorities) ->
                    failure(
                            "the host key of "
                                    + where()
                                    + " is not known: it shows "
                                    + key
                                    + known(others, authorities),
                            "compare the fingerprint with `ssh-keygen -lf /etc/ssh/ssh_host_"
                                    + shortType(refusal.key().type())
                                    + "_key.pub` there, then add to "
                                    + file
                                    + " the line: "
                                    + refusal.line());
        };
    }

    private static String known(List<Line> others, List<Line> authorities) {
        if (!authorities.isEmpty()) {
            return ", and "
                    + authorities.getFirst().place()
                    + " trusts a certificate authority, which vxplan does not do";
        }
        return others.isEmpty()
                ? ""
                : ", and only other types are known: "
                        + others.stream()
                                .map(line -> line.key().type() + " at " + line.place())
                                .collect(Collectors.joining(", "));
    }

    private static String shortType(String type) {
        return type.contains("ed25519") ? "ed25519" : type.contains("ecdsa") ? "ecdsa" : "rsa";
    }

    HostException identity(Identities.IdentityException e) {
        return failure(
                e.getMessage(),
                "check ansible_ssh_private_key_file, or add the key to the ssh-agent with ssh-add",
                e);
    }

    HostException authentication(Exception e, Offers offers) {
        boolean tooMany = words(e).contains("Too many authentication failures");
        return failure(
                "no login as " + hop.user() + " on " + where() + ": " + words(e) + offered(offers),
                tooMany
                        ? "name the one key with ansible_ssh_private_key_file, for the server takes only a few tries"
                        : "look into the log of sshd there",
                e);
    }

    HostException refused(Offers offers, Collection<String> allowed, Optional<String> last) {
        String why = last.map(words -> ": " + words).orElse("");
        return failure(
                offers.offers().isEmpty()
                        ? "nothing to log in with as "
                                + hop.user()
                                + " on "
                                + where()
                                + offered(offers)
                        : where()
                                + " accepts no login as "
                                + hop.user()
                                + why
                                + offered(offers)
                                + "; it takes "
                                + String.join(", ", allowed),
                "add a public key to ~"
                        + hop.user()
                        + "/.ssh/authorized_keys there, or set ansible_user and ansible_ssh_private_key_file");
    }

    private static String offered(Offers offers) {
        String tried = offers.offers().stream().map(Offer::name).collect(Collectors.joining(", "));
        String skipped = String.join(", ", offers.skipped());
        return (tried.isEmpty() ? "" : "; offered: " + tried)
                + (skipped.isEmpty() ? "" : "; not offered: " + skipped);
    }

    private String where() {
        return (isJump ? "the jump host " : "") + hop.address() + " port " + hop.port();
    }

    private String seconds() {
        return hop.timeout().toSeconds() + " s";
    }

    static String words(Throwable e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
    }

    private HostException failure(String problem, String advice) {
        return new HostException(name, problem, advice);
    }

    private HostException failure(String problem, String advice, Throwable cause) {
        return new HostException(name, Optional.empty(), problem, advice, Optional.of(cause));
    }
}

package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.host.ssh.Identities.IdentityException;
import io.vxplan.host.ssh.Identities.Offer;
import io.vxplan.host.ssh.Identities.Offers;
import io.vxplan.host.ssh.key.HostKeyCheck;
import io.vxplan.host.ssh.key.KnownHosts;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;

/// The way to one login: TCP, keys, authentication; and what may go wrong on it.
final class SshConnecting {
    private final SshHosts hosts;
    private final Connection.Ssh hop;
    private final SshFailures failures;

    /// @param name the host at the end of all hops
    /// @param isJump whether this is not the last hop
    SshConnecting(SshHosts hosts, HostName name, Connection.Ssh hop, boolean isJump) {
        this.hosts = hosts;
        this.hop = hop;
        this.failures = new SshFailures(name, hop, isJump);
    }

    /// @param before the hop to go through
    /// @param opened takes what is to be closed, whether this succeeds or not
    SSHClient open(Optional<SSHClient> before, List<Closeable> opened) throws HostException {
        HostKeyCheck hostKeys = new HostKeyCheck(knownHosts());
        SSHClient client = new SSHClient(SshHosts.ALGORITHMS);
        client.addHostKeyVerifier(hostKeys);
        int timeout = Math.toIntExact(hop.timeout().toMillis());
        client.getTransport().setTimeoutMs(timeout);
        Closeable line;
        if (before.isPresent()) {
            DirectConnection tunnel = tunnel(before.get());
            line = tunnel;
            // Closed in the opposite order: where the client stops to listen first, what the host
            // still sends is to the library an error of the whole jump host.
            opened.add(client);
            opened.add(tunnel);
            handshake(hostKeys, tunnel, () -> client.connectVia(tunnel));
        } else {
            Socket socket = connect();
            line = socket;
            opened.add(socket);
            opened.add(client);
            client.setSocketFactory(new Connected(socket));
            handshake(hostKeys, socket, () -> client.connect(hop.address(), hop.port()));
        }
        authenticate(client);
        opened.add(Pulse.of(client, line));
        return client;
    }

    private KnownHosts knownHosts() throws HostException {
        try {
            return hosts.knownHosts(hop);
        } catch (IOException e) {
            throw failures.knownHosts(e);
        }
    }

    private Socket connect() throws HostException {
        try {
            return TcpSocket.connect(
                    hop.address(), hop.port(), hop.timeout(), hop.socketNamespace());
        } catch (IOException e) {
            throw failures.connect(e);
        }
    }

    private DirectConnection tunnel(SSHClient before) throws HostException {
        try {
            return before.newDirectConnection(hop.address(), hop.port());
        } catch (IOException e) {
            throw failures.tunnel(e);
        }
    }

    private interface Handshake {
        void run() throws IOException;
    }

    private void handshake(HostKeyCheck hostKeys, Closeable line, Handshake handshake)
            throws HostException {
        Duration patience = hop.timeout();
        try (Watchdog watchdog = Watchdog.over(patience, line)) {
            try {
                handshake.run();
            } catch (IOException e) {
                Optional<HostKeyCheck.Refusal> refusal = hostKeys.refusal();
                throw refusal.isPresent()
                        ? failures.hostKey(refusal.get(), hosts.knownHostsFiles(hop).getFirst())
                        : failures.handshake(e, watchdog.expired());
            }
        }
    }

    private void authenticate(SSHClient client) throws HostException {
        Offers offers = offers();
        Optional<String> last = Optional.empty();
        for (Offer offer : offers.offers()) {
            if (isAllowed(client, offer)) {
                try {
                    client.auth(hop.user(), offer.method());
                    return;
                } catch (UserAuthException e) {
                    Optional<TransportException> end = endOfConnection(e);
                    if (end.isPresent()) {
                        throw failures.authentication(end.get(), offers);
                    }
                    last = Optional.ofNullable(e.getCause()).map(Throwable::getMessage);
                } catch (IOException | IllegalStateException e) {
                    // The library's word for a connection that was closed meanwhile is unchecked.
                    throw failures.authentication(e, offers);
                }
            }
        }
        throw failures.refused(offers, client.getUserAuth().getAllowedMethods(), last);
    }

    /// A server that has enough of our tries ends the connection, which the library reports as one
    /// more failed try.
    private static Optional<TransportException> endOfConnection(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(TransportException.class::isInstance)
                .map(TransportException.class::cast)
                .findFirst();
    }

    private Offers offers() throws HostException {
        try {
            return hosts.identities().of(hop);
        } catch (IdentityException e) {
            throw failures.identity(e);
        }
    }

    /// Nothing is known of what is allowed before the first refusal.
    private static boolean isAllowed(SSHClient client, Offer offer) {
        var allowed = client.getUserAuth().getAllowedMethods();
        return allowed.isEmpty() || allowed.contains(offer.method().getName());
    }

    /// Hands out a socket that is connected.
    private static final class Connected extends SocketFactory {
        private final Socket socket;

        Connected(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            return socket;
        }
    }
}

package io.vxplan.host.ssh;

import io.vxplan.netlink.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A TCP connection to the first address of a name that answers.
final class TcpSocket {
    private TcpSocket() {}

    /// @param namespace the network namespace to connect from; empty for that of this process
    static Socket connect(String host, int port, Duration timeout, Optional<Path> namespace)
            throws IOException {
        IOException failure = new IOException("the name has no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                return connect(new InetSocketAddress(address, port), timeout, namespace);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Socket connect(InetSocketAddress to, Duration timeout, Optional<Path> namespace)
            throws IOException {
        Socket socket = create(namespace);
        try {
            socket.connect(to, Math.toIntExact(timeout.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// A socket belongs for ever to the namespace of the thread that made it.
    ///
    /// Not a `SocketChannel`: the SSH library interrupts the thread that reads when a connection is
    /// closed. Where that connection goes through a jump host, the thread may be writing to the
    /// jump host's socket, and an interrupt closes a channel for all who use it.
    private static Socket create(Optional<Path> namespace) throws IOException {
        if (namespace.isEmpty()) {
            return create();
        }
        try (NetworkNamespace there = NetworkNamespace.at(namespace.get())) {
            return there.call(TcpSocket::create);
        }
    }

    /// Java makes the kernel's socket when the first option is set, or it is connected.
    private static Socket create() throws IOException {
        Socket socket = new Socket();
        try {
            // Otherwise small packets of the handshake wait for each other's acknowledgement.
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}

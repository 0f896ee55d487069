package io.vxplan.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import jnr.ffi.Pointer;

/// A Unix datagram socket (unix(7)), which Java has only for streams. One thread at a time.
public final class UnixDatagrams implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_NOSIGNAL = 0x4000;

    /// `sun_path` of `struct sockaddr_un`, behind the family.
    private static final int MAX_PATH = 108;

    private static final int RECEIVE_BYTES = 4_096;
    private static final int MICROSECONDS = 1_000_000;

    private final int descriptor;
    private final ByteBuffer in = LibC.buffer(RECEIVE_BYTES);
    private final Pointer inPointer = LibC.pointer(in);

    private UnixDatagrams(int descriptor) {
        this.descriptor = descriptor;
    }

    /// A socket that sends to an address.
    ///
    /// @param address a path, or `@` and a name of Linux's abstract ones
    public static UnixDatagrams to(String address) throws NetlinkException {
        return open(
                address,
                (socket, pointer, length) ->
                        check("connect to", address, LibC.CALLS.connect(socket, pointer, length)));
    }

    /// A socket that receives at an address.
    ///
    /// @param patience after which [#receive] gives up
    public static UnixDatagrams at(String address, Duration patience) throws NetlinkException {
        return open(
                address,
                (socket, pointer, length) -> {
                    check("listen at", address, LibC.CALLS.bind(socket, pointer, length));
                    long micros = patience.toNanos() / 1_000;
                    SocketOptions.setReceiveTimeout(
                            socket, (int) (micros / MICROSECONDS), (int) (micros % MICROSECONDS));
                });
    }

    private interface Preparation {
        void prepare(int socket, Pointer address, int length) throws NetlinkException;
    }

    private static UnixDatagrams open(String address, Preparation preparation)
            throws NetlinkException {
        int descriptor = LibC.CALLS.socket(AF_UNIX, SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (descriptor < 0) {
            throw NetlinkException.ofLastCall("open a Unix socket");
        }
        UnixDatagrams socket = new UnixDatagrams(descriptor);
        try {
            ByteBuffer socketAddress = socketAddress(address);
            preparation.prepare(descriptor, LibC.pointer(socketAddress), socketAddress.position());
            return socket;
        } catch (NetlinkException | IllegalArgumentException e) {
            socket.close();
            throw e;
        }
    }

    /// An abstract name begins with a NUL byte and ends where the address does, thus has none at
    /// its end.
    private static ByteBuffer socketAddress(String address) {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        if (path.length == 0 || path.length >= MAX_PATH) {
            throw new IllegalArgumentException("no address of a Unix socket: '" + address + "'");
        }
        if (isAbstract) {
            path[0] = 0;
        }
        ByteBuffer bytes = LibC.buffer(Short.BYTES + MAX_PATH).putShort((short) AF_UNIX).put(path);
        return isAbstract ? bytes : bytes.put((byte) 0);
    }

    private static void check(String what, String address, int result) throws NetlinkException {
        if (result != 0) {
            throw NetlinkException.ofLastCall(what + " the Unix socket " + address);
        }
    }

    /// @throws NetlinkException where nobody takes it, or not now: this does not wait
    public void send(String text) throws NetlinkException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = LibC.buffer(bytes.length).put(bytes);
        int flags = MSG_NOSIGNAL | LibC.MSG_DONTWAIT;
        if (LibC.CALLS.send(descriptor, LibC.pointer(buffer), bytes.length, flags) < 0) {
            throw NetlinkException.ofLastCall("send to a Unix socket");
        }
    }

    /// The next datagram; empty where none came in time.
    public Optional<String> receive() throws NetlinkException {
        long length = LibC.CALLS.recv(descriptor, inPointer, RECEIVE_BYTES, 0);
        if (length >= 0) {
            byte[] bytes = new byte[(int) length];
            in.get(0, bytes);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        int errno = LibC.errno();
        if (errno == Errno.EAGAIN.number() || errno == Errno.EINTR.number()) {
            return Optional.empty();
        }
        throw NetlinkException.ofLastCall("receive at a Unix socket");
    }

    @Override
    public void close() {
        LibC.CALLS.close(descriptor);
    }
}

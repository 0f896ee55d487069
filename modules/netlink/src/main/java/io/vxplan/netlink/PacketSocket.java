package io.vxplan.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import jnr.ffi.Pointer;

/// A socket that sees the Ethernet frames that come in by any device of a network namespace,
/// whomever they are for (packet(7)). It stays in the namespace in which it was opened. One thread
/// at a time.
public final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final short ETH_P_ALL = 3;

    /// `struct sockaddr_ll`.
    private static final int ADDRESS_BYTES = 20;

    private static final int ADDRESS_DEVICE_OFFSET = 4;

    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int PATIENCE_MICROSECONDS = 100_000;

    private final int descriptor;
    private final ByteBuffer in;
    private final ByteBuffer from = LibC.buffer(ADDRESS_BYTES);
    private final ByteBuffer fromLength = LibC.buffer(Integer.BYTES);
    private final Pointer inPointer;
    private final Pointer fromPointer = LibC.pointer(from);
    private final Pointer fromLengthPointer = LibC.pointer(fromLength);

    private PacketSocket(int descriptor, int mostBytes) {
        this.descriptor = descriptor;
        this.in = LibC.buffer(mostBytes);
        this.inPointer = LibC.pointer(in);
    }

    /// Opens a socket in the network namespace of this thread. From now on it misses nothing but
    /// what comes faster than it is read.
    ///
    /// @param mostBytes how much of each frame is of interest
    public static PacketSocket open(int mostBytes) throws NetlinkException {
        // Without a protocol it sees nothing until it is bound, thus with all its options.
        int descriptor = LibC.CALLS.socket(AF_PACKET, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, 0);
        if (descriptor < 0) {
            throw NetlinkException.ofLastCall("open a packet socket");
        }
        PacketSocket socket = new PacketSocket(descriptor, mostBytes);
        try {
            socket.listen();
            return socket;
        } catch (NetlinkException e) {
            socket.close();
            throw e;
        }
    }

    private void listen() throws NetlinkException {
        SocketOptions.setReceiveBuffer(descriptor, RECEIVE_BUFFER);
        SocketOptions.setReceiveTimeout(descriptor, 0, PATIENCE_MICROSECONDS);
        SocketOptions.require(descriptor, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
        // The protocol is in network byte order; no device means all.
        ByteBuffer address =
                LibC.buffer(ADDRESS_BYTES)
                        .putShort((short) AF_PACKET)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putShort(ETH_P_ALL);
        if (LibC.CALLS.bind(descriptor, LibC.pointer(address), ADDRESS_BYTES) != 0) {
            throw NetlinkException.ofLastCall("listen for packets");
        }
    }

    /// The index of a device in the network namespace of this thread, as frames have it.
    public static int index(String device) throws NetlinkException {
        int index = LibC.CALLS.if_nametoindex(device);
        if (index == 0) {
            throw NetlinkException.ofLastCall("find device " + device);
        }
        return index;
    }

    /// @param device the index of the one by which it came in
    /// @param bytes its beginning, or all of it
    public record Frame(int device, ByteBuffer bytes) {}

    /// The next frame; empty where none came for a tenth of a second.
    public Optional<Frame> receive() throws NetlinkException {
        fromLength.putInt(0, ADDRESS_BYTES);
        long length =
                LibC.CALLS.recvfrom(
                        descriptor, inPointer, in.capacity(), 0, fromPointer, fromLengthPointer);
        if (length >= 0) {
            byte[] bytes = new byte[(int) length];
            in.get(0, bytes);
            return Optional.of(
                    new Frame(from.getInt(ADDRESS_DEVICE_OFFSET), ByteBuffer.wrap(bytes)));
        }
        int errno = LibC.errno();
        if (errno == Errno.EAGAIN.number() || errno == Errno.EINTR.number()) {
            return Optional.empty();
        }
        throw NetlinkException.ofLastCall("receive packets");
    }

    /// How many frames were lost since this was asked last, because they were not read in time.
    public long missed() throws NetlinkException {
        // struct tpacket_stats
        ByteBuffer statistics = LibC.buffer(2 * Integer.BYTES);
        ByteBuffer length = LibC.buffer(Integer.BYTES).putInt(0, statistics.capacity());
        if (LibC.CALLS.getsockopt(
                        descriptor,
                        SOL_PACKET,
                        PACKET_STATISTICS,
                        LibC.pointer(statistics),
                        LibC.pointer(length))
                != 0) {
            throw NetlinkException.ofLastCall("count lost packets");
        }
        return Integer.toUnsignedLong(statistics.getInt(Integer.BYTES));
    }

    @Override
    public void close() {
        LibC.CALLS.close(descriptor);
    }
}

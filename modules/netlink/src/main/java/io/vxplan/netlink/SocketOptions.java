package io.vxplan.netlink;

import java.nio.ByteBuffer;

/// How our sockets differ from fresh ones.
final class SocketOptions {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;

    private static final int RECEIVE_BUFFER = 4 << 20;

    /// Seconds. The kernel answers at once, unless somebody else keeps its lock on networking.
    private static final int TIMEOUT = 60;

    private SocketOptions() {}

    /// What our netlink sockets need.
    static void set(int socket) throws NetlinkException {
        setReceiveBuffer(socket, RECEIVE_BUFFER);
        require(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
        require(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
        // Without it the kernel ignores what it does not understand in a dump's request.
        require(socket, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        setReceiveTimeout(socket, TIMEOUT, 0);
    }

    static void setReceiveBuffer(int socket, int bytes) throws NetlinkException {
        // Refused in a user namespace; the plain option goes as far as the administrator lets it.
        if (!isSet(socket, SOL_SOCKET, SO_RCVBUFFORCE, value(bytes))) {
            require(socket, SOL_SOCKET, SO_RCVBUF, bytes);
        }
    }

    /// After that time `recv` says EAGAIN.
    static void setReceiveTimeout(int socket, int seconds, int microseconds)
            throws NetlinkException {
        // struct timeval
        ByteBuffer timeout = LibC.buffer(16).putLong(seconds).putLong(microseconds);
        if (!isSet(socket, SOL_SOCKET, SO_RCVTIMEO, timeout)) {
            throw NetlinkException.ofLastCall("set the time-out of a socket");
        }
    }

    static void require(int socket, int level, int name, int value) throws NetlinkException {
        if (!isSet(socket, level, name, value(value))) {
            throw NetlinkException.ofLastCall("set option " + name + " of a socket");
        }
    }

    private static ByteBuffer value(int number) {
        return LibC.buffer(4).putInt(number);
    }

    static boolean isSet(int socket, int level, int name, ByteBuffer value) {
        return LibC.CALLS.setsockopt(socket, level, name, LibC.pointer(value), value.capacity())
                == 0;
    }
}

package io.vxplan.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/// How our netlink sockets differ from fresh ones.
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

    static void set(int socket) throws NetlinkException {
        // Refused in a user namespace; the plain option goes as far as the administrator lets it.
        if (!isSet(socket, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)) {
            require(socket, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
        }
        require(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
        require(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
        // Without it the kernel ignores what it does not understand in a dump's request.
        require(socket, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        if (!isSet(socket, SOL_SOCKET, SO_RCVTIMEO, timeout())) {
            throw NetlinkException.ofLastCall("set the time-out of a netlink socket");
        }
    }

    private static void require(int socket, int level, int name, int value)
            throws NetlinkException {
        if (!isSet(socket, level, name, value)) {
            throw NetlinkException.ofLastCall("set option " + name + " of a netlink socket");
        }
    }

    private static boolean isSet(int socket, int level, int name, int value) {
        return isSet(socket, level, name, buffer(4).putInt(value));
    }

    /// `struct timeval`.
    private static ByteBuffer timeout() {
        return buffer(16).putLong(TIMEOUT).putLong(0);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static boolean isSet(int socket, int level, int name, ByteBuffer value) {
        Pointer pointer = Pointer.wrap(LibC.RUNTIME, value.duplicate().clear());
        return LibC.CALLS.setsockopt(socket, level, name, pointer, value.capacity()) == 0;
    }
}

package io.vxplan.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;

/// The C library, for what Java lacks.
final class LibC {
    static final Calls CALLS = LibraryLoader.create(Calls.class).load("c");
    static final Runtime RUNTIME = Runtime.getRuntime(CALLS);

    static final int AF_NETLINK = 16;
    static final int NETLINK_ROUTE = 0;
    static final int NETLINK_NETFILTER = 12;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int O_CLOEXEC = 0x80000;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;
    static final int CLONE_NEWNET = 0x40000000;

    /// Lets `recv` tell the whole length of what it had to cut.
    static final int MSG_TRUNC = 0x20;

    /// Lets `recv` say EAGAIN where it would have to wait.
    static final int MSG_DONTWAIT = 0x40;

    static final int EFD_CLOEXEC = 0x80000;
    static final short POLLIN = 1;

    private LibC() {}

    /// The errno of this thread's last call.
    static int errno() {
        return RUNTIME.getLastError();
    }

    /// Memory for what the kernel reads or writes, all zeros.
    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /// A pointer to the buffer's beginning. `Pointer.wrap` heeds the position that the buffer has
    /// then, so it gets one that never moves.
    static Pointer pointer(ByteBuffer buffer) {
        return Pointer.wrap(RUNTIME, buffer.duplicate().clear());
    }

    /// Public, for jnr implements it in a class loader of its own.
    public interface Calls {
        int socket(int domain, int type, int protocol);

        int setsockopt(int socket, int level, int name, @In Pointer value, int length);

        int getsockopt(int socket, int level, int name, Pointer value, Pointer length);

        int bind(int socket, @In Pointer address, int length);

        int connect(int socket, @In Pointer address, int length);

        /// @return 0 where there is none
        int if_nametoindex(@In String name);

        long send(int socket, @In Pointer data, long length, int flags);

        long recv(int socket, Pointer data, long length, int flags);

        long recvfrom(
                int socket, Pointer data, long length, int flags, Pointer from, Pointer fromLength);

        /// @param descriptors an array of `struct pollfd`
        /// @param timeout in milliseconds, -1 for none
        int poll(Pointer descriptors, long count, int timeout);

        int eventfd(int value, int flags);

        long write(int descriptor, @In Pointer data, long length);

        int open(@In String path, int flags);

        int flock(int descriptor, int operation);

        int setns(int descriptor, int type);

        int close(int descriptor);
    }
}

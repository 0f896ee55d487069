package io.vxplan.netlink;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;

/// The C library, for what Java lacks.
final class LibC {
    static final Calls CALLS = LibraryLoader.create(Calls.class).load("c");
    static final Runtime RUNTIME = Runtime.getRuntime(CALLS);

    static final int AF_NETLINK = 16;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int O_CLOEXEC = 0x80000;
    static final int CLONE_NEWNET = 0x40000000;

    /// Lets `recv` tell the whole length of what it had to cut.
    static final int MSG_TRUNC = 0x20;

    private LibC() {}

    /// The errno of this thread's last call.
    static int errno() {
        return RUNTIME.getLastError();
    }

    /// Public, for jnr implements it in a class loader of its own.
    public interface Calls {
        int socket(int domain, int type, int protocol);

        int setsockopt(int socket, int level, int name, @In Pointer value, int length);

        long send(int socket, @In Pointer data, long length, int flags);

        long recv(int socket, Pointer data, long length, int flags);

        int open(@In String path, int flags);

        int setns(int descriptor, int type);

        int close(int descriptor);
    }
}

package io.vxplan.netlink;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;

/// The calls of the C library that Java lacks.
interface LibC {
    LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");
    Runtime RUNTIME = Runtime.getRuntime(INSTANCE);

    int AF_NETLINK = 16;
    int SOCK_RAW = 3;
    int SOCK_CLOEXEC = 0x80000;
    int O_CLOEXEC = 0x80000;
    int CLONE_NEWNET = 0x40000000;

    /// Lets `recv` tell the whole length of what it had to cut.
    int MSG_TRUNC = 0x20;

    int socket(int domain, int type, int protocol);

    int setsockopt(int socket, int level, int name, @In Pointer value, int length);

    long send(int socket, @In Pointer data, long length, int flags);

    long recv(int socket, Pointer data, long length, int flags);

    int open(@In String path, int flags);

    int setns(int descriptor, int type);

    int close(int descriptor);

    /// The errno of this thread's last call.
    static int errno() {
        return RUNTIME.getLastError();
    }
}

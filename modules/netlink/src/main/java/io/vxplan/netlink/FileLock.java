package io.vxplan.netlink;

import java.nio.file.Path;

/// A file that one process has to itself, until it closes it or ends (flock(2)). The shell's
/// `flock` takes the same; the locks that Java has are of another kind (fcntl), which it does not
/// see.
public final class FileLock implements AutoCloseable {
    private final int descriptor;

    private FileLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Opens a file that is there, and does not lock it yet.
    public static FileLock open(Path file) throws NetlinkException {
        int descriptor = LibC.CALLS.open(file.toString(), LibC.O_CLOEXEC);
        if (descriptor < 0) {
            throw NetlinkException.ofLastCall("open " + file);
        }
        return new FileLock(descriptor);
    }

    /// Does not wait.
    ///
    /// @return false where another has it
    public boolean tryLock() throws NetlinkException {
        if (LibC.CALLS.flock(descriptor, LibC.LOCK_EX | LibC.LOCK_NB) == 0) {
            return true;
        }
        if (LibC.errno() == Errno.EAGAIN.number() || LibC.errno() == Errno.EINTR.number()) {
            return false;
        }
        throw NetlinkException.ofLastCall("lock a file");
    }

    /// Where to see which file it is, whatever its name is by now.
    public Path link() {
        return Path.of("/proc/self/fd", Integer.toString(descriptor));
    }

    @Override
    public void close() {
        LibC.CALLS.close(descriptor);
    }
}

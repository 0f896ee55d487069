package io.vxplan.host.local;

import io.vxplan.netlink.Errno;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.UnixDatagrams;
import java.time.Duration;
import java.util.Optional;

/// A name that one process of a network namespace has at a time, until it ends.
///
/// It is an abstract address of a Unix socket (unix(7)), at which nothing is ever received: it
/// needs no file, folder or privilege, each network namespace has its own ones, and the kernel
/// gives it up with the process.
public final class NameLock implements AutoCloseable {
    private final UnixDatagrams socket;

    private NameLock(UnixDatagrams socket) {
        this.socket = socket;
    }

    /// In the network namespace of this thread. Empty where another has it.
    static Optional<NameLock> take(String name) throws NetlinkException {
        try {
            return Optional.of(new NameLock(UnixDatagrams.at("@" + name, Duration.ZERO)));
        } catch (NetlinkException e) {
            if (e.errno().equals(Optional.of(Errno.EADDRINUSE))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

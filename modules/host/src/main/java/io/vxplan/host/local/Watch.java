package io.vxplan.host.local;

import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.NetlinkMonitor;
import io.vxplan.netlink.NetlinkMonitor.Notice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Tells when something changes on a host of this machine (see [LocalHost#watch]). It has a socket
/// and a thread of its own, which does nothing while nothing is told.
public final class Watch implements AutoCloseable {
    /// A change seldom comes alone. As long as this, others may join it.
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final HostName host;
    private final NetlinkMonitor monitor;
    private final Relevance relevance;
    private final Runnable changed;
    private final Consumer<HostException> failed;
    private final Thread thread;

    private Watch(
            HostName host,
            NetlinkMonitor monitor,
            Relevance relevance,
            Runnable changed,
            Consumer<HostException> failed) {
        this.host = host;
        this.monitor = monitor;
        this.relevance = relevance;
        this.changed = changed;
        this.failed = failed;
        // It waits in the kernel, where a virtual thread would keep its carrier.
        this.thread = Thread.ofPlatform().daemon().name("watch " + host).unstarted(this::listen);
    }

    static Watch start(
            HostName host,
            NetlinkMonitor monitor,
            Relevance relevance,
            Runnable changed,
            Consumer<HostException> failed) {
        Watch watch = new Watch(host, monitor, relevance, changed, failed);
        watch.thread.start();
        return watch;
    }

    private void listen() {
        try {
            while (awaitChange()) {
                LockSupport.parkNanos(GATHERING.toNanos());
                monitor.skip(); // all of that is seen by whoever looks from now on
                changed.run();
            }
        } catch (NetlinkException e) {
            failed.accept(Failure.watching(host, e));
        }
    }

    /// @return false where there is none, since this was closed
    private boolean awaitChange() throws NetlinkException {
        while (true) {
            Optional<Notice> notice = monitor.next();
            if (notice.isEmpty()) {
                return false;
            }
            if (relevance.isRelevant(notice.get())) {
                return true;
            }
        }
    }

    /// When this returns nothing is called any more, unless it is called from what is called.
    @Override
    public void close() {
        monitor.close();
        if (!thread.equals(Thread.currentThread())) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

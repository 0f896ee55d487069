package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Announces on a thread of its own: a server that is asked may take its time, and meanwhile peers
/// are heard. A real thread, which begins in the network namespace of the one that makes it; a
/// virtual one runs in that of whoever made its carrier.
final class Announcer {
    private final Discovery way;
    private final Inbox inbox;
    private final AtomicReference<@Nullable List<Stack>> next = new AtomicReference<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("announce").factory());

    Announcer(Discovery way, Inbox inbox) {
        this.way = way;
        this.inbox = inbox;
    }

    /// Where the last announcement is still on its way, this one follows it, and only the newest.
    void announce(List<Stack> own) {
        if (next.getAndSet(own) == null) {
            thread.execute(this::announceNext);
        }
    }

    private void announceNext() {
        List<Stack> own = next.getAndSet(null);
        try {
            if (own != null) {
                way.announce(own);
            }
            inbox.announced(Optional.empty());
        } catch (IOException e) {
            inbox.announced(Optional.of(e));
        }
    }

    /// Says goodbye, and waits for it as long as there is time.
    void leave(Duration atMost) throws InterruptedException {
        // Not shutdownNow: an interrupt would close the channel that the goodbye needs.
        thread.shutdown();
        Thread goodbye = Thread.ofPlatform().daemon().name("goodbye").start(way::close);
        goodbye.join(atMost);
    }
}

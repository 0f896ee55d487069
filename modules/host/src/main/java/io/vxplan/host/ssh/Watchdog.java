package io.vxplan.host.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/// Closes something after a while, so that whoever waits for it wakes up: not every wait of the
/// library has a time-out of its own.
final class Watchdog implements AutoCloseable {
    private final Thread thread;
    private volatile boolean expired;

    private Watchdog(Duration patience, Closeable victim) {
        thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Thread.sleep(patience);
                                expired = true;
                                victim.close();
                            } catch (InterruptedException e) {
                                // called off
                            } catch (IOException e) {
                                // as good as closed
                            }
                        });
    }

    static Watchdog over(Duration patience, Closeable victim) {
        return new Watchdog(patience, victim);
    }

    boolean expired() {
        return expired;
    }

    /// Calls it off.
    @Override
    public void close() {
        thread.interrupt();
    }
}

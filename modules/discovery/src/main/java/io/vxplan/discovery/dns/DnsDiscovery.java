package io.vxplan.discovery.dns;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.Counts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds peers by DNS. Nobody is talked to but the server of the zone.
///
/// One thread does it all. That a server is away says nothing of who is registered there: nobody is
/// told to have left.
public final class DnsDiscovery implements Discovery {
    private static final Duration FIRST_WORDS = Duration.ofSeconds(15);

    /// For a goodbye: who ends us does not wait long.
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);

    private final DnsSettings settings;
    private final Counts counts = new Counts(Server.KINDS);
    private final Rounds rounds;
    private final ScheduledExecutorService thread;
    private Optional<Future<?>> schedule = Optional.empty();
    private volatile boolean closed;

    /// Says nothing before the first [#announce].
    ///
    /// @param clock for what other hosts read: signatures and the end of a lease. How long they are
    ///   silent is not measured by it.
    public DnsDiscovery(DnsSettings settings, Listener listener, Clock clock) {
        this.settings = settings;
        this.rounds = new Rounds(settings, listener, clock, counts, () -> closed);
        // No virtual thread: sockets are opened in the network namespace of the one who starts us.
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("dns discovery").factory());
    }

    /// Updates and asks at once where the stacks are others than before, or the last round failed.
    @Override
    public void announce(List<Stack> own) throws IOException {
        Future<?> done = submit(() -> rounds.announce(own));
        schedule();
        await(done, FIRST_WORDS);
    }

    private synchronized void schedule() {
        if (schedule.isEmpty() && !closed) {
            long nanos = settings.interval().toNanos();
            schedule =
                    Optional.of(
                            thread.scheduleWithFixedDelay(
                                    rounds::goRound, nanos, nanos, TimeUnit.NANOSECONDS));
        }
    }

    private Future<?> submit(Rounds.Step step) throws IOException {
        try {
            return thread.submit(() -> {
                step.run();
                return "done";
            });
        } catch (RejectedExecutionException e) {
            throw new IOException("discovery by DNS is closed", e);
        }
    }

    private static void await(Future<?> done, Duration patience) throws IOException {
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? "unknown" : cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("DNS takes more than " + patience.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public Optional<String> deaf() {
        return rounds.deaf();
    }

    @Override
    public Map<String, Long> counts() {
        return counts.now();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            await(submit(rounds::sayGoodbye), LAST_WORDS);
        } catch (IOException e) {
            // The records stay, and expire.
        } finally {
            thread.shutdownNow();
        }
    }
}

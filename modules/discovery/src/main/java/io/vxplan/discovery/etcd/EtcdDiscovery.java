package io.vxplan.discovery.etcd;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.Counts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Peers by etcd.
///
/// One thread talks to one member. Whatever fails, in whatever way, ends the [Conversation], and
/// the next begins from the start with the next member: it reads all and watches from there.
public final class EtcdDiscovery implements Discovery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// For a goodbye: who ends us does not wait long.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /// Somebody may write faster than is read.
    private static final int MAX_TURNS = 100;

    private final EtcdSettings settings;
    private final Memory memory;
    private final Counts counts = new Counts(Etcd.KINDS);
    private final InstantSource clock;
    private final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>(MAX_TURNS);
    private final Thread thread;
    private volatile boolean closed;

    /// Why etcd can't be talked to now.
    private volatile String trouble = "";

    /// @param clock for `last_seen`, which only people read
    public EtcdDiscovery(EtcdSettings settings, Listener listener, InstantSource clock) {
        this.settings = settings;
        this.memory = new Memory(settings.start(), listener);
        this.clock = clock;
        // A real one, in the network namespace of who makes it.
        this.thread = Thread.ofPlatform().daemon().name("etcd").start(this::run);
    }

    @Override
    public void announce(List<Stack> own) throws IOException {
        String before = trouble;
        Optional<String> failure = tell(List.copyOf(own), before.isEmpty());
        if (!before.isEmpty() || failure.isPresent()) {
            throw new IOException(failure.orElse(before));
        }
    }

    /// @return why etcd was not told, as far as that was waited for
    private Optional<String> tell(List<Stack> own, boolean wait) throws IOException {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        try {
            turns.put(new Turn.Announce(own, done));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return wait ? await(done) : Optional.empty();
    }

    private Optional<String> await(CompletableFuture<Optional<String>> done) throws IOException {
        try {
            return done.get(settings.patience().toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("etcd has not answered yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public Optional<String> deaf() {
        return Optional.of(trouble).filter(why -> !why.isEmpty());
    }

    @Override
    public Map<String, Long> counts() {
        return counts.now();
    }

    @Override
    public void close() {
        closed = true;
        try {
            turns.offer(new Turn.Close(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            if (!thread.join(LAST_WORDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        if (awaitFirst()) {
            talk();
        }
    }

    /// Who was here before it was started anew knows its own former keys by what it announces.
    private boolean awaitFirst() {
        try {
            Turn turn = turns.take();
            if (turn instanceof Turn.Announce announce) {
                memory.want(announce.own());
                turns.add(announce);
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void talk() {
        // Not all hosts at the first member.
        List<URI> endpoints = new ArrayList<>(settings.endpoints());
        Collections.shuffle(endpoints);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 0; !closed; attempt++) {
            URI endpoint = endpoints.get(attempt % endpoints.size());
            try (Etcd etcd = new Etcd(endpoint, settings, counts)) {
                Conversation conversation = new Conversation(etcd, memory, turns, clock);
                conversation.begin();
                trouble = "";
                pause = FIRST_PAUSE;
                conversation.goOn();
            } catch (EtcdException e) {
                trouble = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                // Of jetcd's, which has many; a thread that ends would be worse than any of them.
                trouble = "etcd at %s: %s".formatted(endpoint, e);
            } catch (InterruptedException e) {
                return;
            }
            pause = pause(pause);
        }
    }

    /// Who is back in time finds its lease alive.
    private Duration longestPause() {
        return shorter(LONGEST_PAUSE, settings.leaseTtl().dividedBy(4));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Until the next attempt. What is to be announced meanwhile is kept.
    ///
    /// @return how long the next one is
    private Duration pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        try {
            while (!closed && System.nanoTime() < end) {
                Turn turn = turns.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (turn instanceof Turn.Announce announce) {
                    memory.want(announce.own());
                    announce.done().complete(Optional.of(trouble));
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        return shorter(length.multipliedBy(2), longestPause());
    }
}

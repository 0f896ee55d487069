package io.vxplan.discovery.multicast;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Finds peers by multicast, in the words of the docker-router design.
///
/// What is heard under the id of a stack of our own, from another daemon, is told like anything
/// else.
public final class MulticastDiscovery implements Discovery {
    private static final int GOODBYES = 3;
    private static final Duration BETWEEN_GOODBYES = Duration.ofMillis(50);
    private static final Duration AFTER_ERROR = Duration.ofMillis(200);

    private final MulticastSettings settings;
    private final Listener listener;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Conversation conversation;
    private final Segments segments;

    /// Nobody could be told the last time, so the others may have changed unheard.
    private boolean interrupted = true;

    /// Why nothing leaves this host, so that nothing will arrive either.
    private volatile Optional<String> deaf = Optional.empty();

    private boolean closed;

    /// Says nothing before the first [#announce].
    public MulticastDiscovery(MulticastSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.conversation =
                new Conversation(settings, RandomGenerator.getDefault(), System.nanoTime());
        this.segments = new Segments(settings, this::onOpen);
        start("multicast sender", this::sendWhenDue);
    }

    /// No virtual thread: one started here might bring the kernel to make a carrier in the network
    /// namespace of the caller's thread, where the virtual threads of others would find themselves.
    private static void start(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    @Override
    public Map<String, Long> counts() {
        Map<Count, Long> counts;
        lock.lock();
        try {
            counts = conversation.counts();
        } finally {
            lock.unlock();
        }
        Map<String, Long> named = new TreeMap<>();
        for (Count count : Count.values()) {
            named.put(count.word(), counts.getOrDefault(count, 0L));
        }
        return named;
    }

    /// Sockets are opened by the thread that calls, and in its network namespace.
    @Override
    public void announce(List<Stack> own) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("multicast discovery is closed");
            }
            conversation.announce(own, System.nanoTime());
            tell(own);
            restored();
        } catch (IOException e) {
            interrupted(e);
            throw e;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    private void restored() {
        interrupted = false;
        deaf = Optional.empty();
    }

    private void interrupted(IOException failure) {
        interrupted = true;
        deaf = Optional.of(String.valueOf(failure.getMessage()));
    }

    @Override
    public Optional<String> deaf() {
        return deaf;
    }

    private void tell(List<Stack> own) throws IOException {
        Set<IpAddress> hosts = new TreeSet<>();
        own.forEach(stack -> hosts.add(stack.hostIp()));
        for (IpAddress host : hosts) {
            if (settings.key().isEmpty() && host.family() != settings.group().family()) {
                throw new IOException(
                        "the group %s is of another family than the address %s: without a shared key nobody would believe it"
                                .formatted(settings.group(), host));
            }
        }
        Set<Place> places = Place.of(hosts, settings.group().family());
        if (interrupted) {
            conversation.ask(System.nanoTime());
        }
        Optional<IOException> failure = segments.open(places);
        segments.send(conversation.send(System.nanoTime()));
        // Only now: goodbyes for an address go out from there, where it is still ours.
        segments.retain(places);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void onOpen(Segment segment) {
        conversation.ask(System.nanoTime());
        start("multicast receiver", () -> receive(segment));
    }

    private void sendWhenDue() {
        lock.lock();
        try {
            while (!closed) {
                OptionalLong next = conversation.next();
                long wait = next.orElse(Long.MAX_VALUE) - System.nanoTime();
                if (next.isEmpty()) {
                    changed.await();
                } else if (wait > 0) {
                    changed.awaitNanos(wait);
                } else {
                    sendOrNot(conversation.send(System.nanoTime()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// A failure lasts, and the next announcement tells it, or it does not matter.
    private void sendOrNot(List<Outgoing> messages) {
        try {
            segments.send(messages);
        } catch (IOException e) {
            interrupted(e);
        }
    }

    private void receive(Segment segment) {
        ByteBuffer buffer = ByteBuffer.allocate(Conversation.MAX_READ + 1);
        while (true) {
            try {
                InetSocketAddress source = segment.receive(buffer.clear());
                if (!segment.isFrom(source)) {
                    byte[] datagram = new byte[buffer.flip().remaining()];
                    buffer.get(datagram);
                    hear(datagram, IpAddress.of(source.getAddress().getAddress()));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                pause(AFTER_ERROR); // of the interface, which may come back
            }
        }
    }

    private void hear(byte[] datagram, IpAddress source) {
        List<News> news;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            news = conversation.hear(datagram, source, System.nanoTime());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        news.forEach(each -> each.tell(listener));
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes some 100 ms: goodbyes are said more than once.
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
            for (int i = 0; i < GOODBYES; i++) {
                if (i > 0) {
                    pause(BETWEEN_GOODBYES);
                }
                sendOrNot(conversation.farewell(System.nanoTime()));
            }
            segments.retain(Set.of());
        } finally {
            lock.unlock();
        }
    }
}

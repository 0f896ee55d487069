package io.vxplan.discovery.gossip;

import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.Secret;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which datagrams are believed: those that repeat a nonce of ours, which their speaker can only
/// have from us. So each is of now, is for us and no other, and comes from where it says, without
/// anybody's clock. Time is told to it, in nanoseconds of a clock that only goes forward.
///
/// Who does not know our nonce is told it, and says what it said once more. With a key all that is
/// sealed by it; without one this still keeps out those who only pretend to be at an address.
final class Handshake {
    /// How long a nonce is given to others; the one before is good as long again.
    static final Duration TERM = Duration.ofMinutes(2);

    /// What was said longer ago is not said again: the library has given up on it.
    private static final long WORTHWHILE = Duration.ofSeconds(2).toNanos();

    private static final int MAX_KNOWN = 10_000;
    private static final int MAX_RECENT = 1_000;
    private static final int MAX_RECENT_BYTES = 4_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Seal seal;
    private final long session = random();
    private final Map<InetSocketAddress, Long> nonces = bounded();
    private final Map<Long, Window> windows = bounded();
    private final Deque<Said> recent = new ArrayDeque<>();
    private int recentBytes;
    private long sequence;
    private long nonce = random();
    private long nonceBefore = nonce;
    private long nonceSince;

    private record Said(InetSocketAddress to, ByteBuffer payload, long yours, long at) {}

    /// @param payload of a datagram that is believed and says something
    /// @param replies for its speaker
    record Opened(Optional<ByteBuffer> payload, List<byte[]> replies) {}

    Handshake(Optional<Secret> key, long now) {
        seal = new Seal(key);
        nonceSince = now;
    }

    /// Never 0, which is for none.
    private static long random() {
        long random = RANDOM.nextLong();
        return random == 0 ? random() : random;
    }

    /// The datagram for a message.
    byte[] send(InetSocketAddress to, ByteBuffer payload, long now) {
        long yours = nonces.getOrDefault(to, 0L);
        remember(new Said(to, payload, yours, now));
        return datagram(yours, payload, now);
    }

    private byte[] datagram(long yours, ByteBuffer payload, long now) {
        renewNonce(now);
        return new Envelope(session, sequence++, nonce, yours, payload).sealed(seal);
    }

    private void remember(Said said) {
        recent.addLast(said);
        recentBytes += said.payload().remaining();
        while (recent.size() > MAX_RECENT
                || recentBytes > MAX_RECENT_BYTES
                || said.at() - recent.getFirst().at() > WORTHWHILE) {
            recentBytes -= recent.removeFirst().payload().remaining();
        }
    }

    /// Takes a datagram.
    ///
    /// @throws MessageException where it is not from somebody who has the key
    Opened hear(byte[] datagram, InetSocketAddress from, long now) throws MessageException {
        Envelope envelope = Envelope.open(datagram, seal);
        if (envelope.session() == session) {
            return new Opened(Optional.empty(), List.of());
        }
        renewNonce(now);
        if (envelope.yours() != nonce && envelope.yours() != nonceBefore) {
            return new Opened(
                    Optional.empty(),
                    List.of(datagram(envelope.mine(), ByteBuffer.allocate(0), now)));
        }
        if (!windows.computeIfAbsent(envelope.session(), _ -> new Window())
                .accept(envelope.sequence())) {
            return new Opened(Optional.empty(), List.of());
        }
        nonces.put(from, envelope.mine());
        return envelope.payload().hasRemaining()
                ? new Opened(Optional.of(envelope.payload()), List.of())
                : new Opened(Optional.empty(), again(from, envelope.mine(), now));
    }

    /// What was said to it under another nonce than the one that it told now.
    private List<byte[]> again(InetSocketAddress to, long yours, long now) {
        List<Said> missed =
                recent.stream()
                        .filter(said -> said.to().equals(to) && said.yours() != yours)
                        .filter(said -> now - said.at() <= WORTHWHILE)
                        .toList();
        recent.removeAll(missed);
        List<byte[]> datagrams = new ArrayList<>();
        for (Said said : missed) {
            recentBytes -= said.payload().remaining();
            remember(new Said(to, said.payload(), yours, now));
            datagrams.add(datagram(yours, said.payload(), now));
        }
        return datagrams;
    }

    private void renewNonce(long now) {
        long age = now - nonceSince;
        if (age >= TERM.toNanos()) {
            nonceBefore = age >= 2 * TERM.toNanos() ? random() : nonce;
            nonce = random();
            nonceSince = now;
        }
    }

    /// Forgets what was not touched for longest.
    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_KNOWN;
            }
        };
    }
}

package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.Secret;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Two and more that talk, without sockets and clocks.
class HandshakeTest {
    private static final Optional<Secret> KEY = Optional.of(Stacks.KEY);

    private long now;
    private final List<byte[]> wire = new ArrayList<>();
    private final Party a = new Party(1, KEY);
    private final Party b = new Party(2, KEY);

    private final class Party {
        final InetSocketAddress address;
        Handshake handshake;
        final List<String> heard = new ArrayList<>();

        Party(int number, Optional<Secret> key) {
            address = new InetSocketAddress("10.0.0." + number, 4790);
            handshake = new Handshake(key, now);
        }

        /// Until nobody has anything to say any more.
        void say(String text, Party to) throws MessageException {
            ByteBuffer payload = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            Deque<byte[]> there = new ArrayDeque<>();
            there.add(handshake.send(to.address, payload, now));
            int datagrams = 0;
            while (!there.isEmpty()) {
                assertThat(datagrams++).as("nothing goes on for ever").isLessThan(20);
                byte[] datagram = there.remove();
                wire.add(datagram);
                for (byte[] reply : to.hear(datagram, this)) {
                    wire.add(reply);
                    there.addAll(hear(reply, to));
                }
            }
        }

        List<byte[]> hear(byte[] datagram, Party from) throws MessageException {
            Handshake.Opened opened = handshake.hear(datagram, from.address, now);
            opened.payload()
                    .ifPresent(it -> heard.add(StandardCharsets.UTF_8.decode(it).toString()));
            return opened.replies();
        }
    }

    @Test
    void theFirstWordArrivesAndEachOnce() throws Exception {
        a.say("one", b);
        a.say("two", b);
        b.say("three", a);

        assertThat(b.heard).containsExactly("one", "two");
        assertThat(a.heard).containsExactly("three");
        // Said, asked who it is, said again; from then on once.
        assertThat(wire).hasSize(5);
    }

    @Test
    void aRecordingIsWorthNothing() throws Exception {
        a.say("one", b);
        a.say("two", b);
        b.heard.clear();

        for (byte[] datagram : List.copyOf(wire)) {
            b.hear(datagram, a);
        }
        assertThat(b.heard).as("to who heard it").isEmpty();

        b.handshake = new Handshake(KEY, now);
        for (byte[] datagram : List.copyOf(wire)) {
            b.hear(datagram, a);
        }
        assertThat(b.heard).as("to who was started anew").isEmpty();

        Party c = new Party(3, KEY);
        a.say("hello", c);
        c.heard.clear();
        for (byte[] datagram : List.copyOf(wire)) {
            c.hear(datagram, a);
        }
        assertThat(c.heard).as("to another, whose nonce was said at last only").isEmpty();
    }

    @Test
    void whoWasStartedAnewIsHeardAtOnce() throws Exception {
        a.say("one", b);
        b.say("two", a);

        a.handshake = new Handshake(KEY, now);
        b.say("three", a);
        a.say("four", b);

        assertThat(a.heard)
                .as("what was said just before is said to it too")
                .containsExactly("two", "two", "three");
        assertThat(b.heard).containsExactly("one", "four");
    }

    @Test
    void noncesAreRenewedWithoutAnyLoss() throws Exception {
        for (int i = 0; i < 50; i++) {
            now += Handshake.TERM.toNanos() / 3;
            a.say("a" + i, b);
            if (i % 7 == 0) {
                b.say("b" + i, a);
            }
        }
        now += Handshake.TERM.toNanos() * 5;
        a.say("last", b);

        assertThat(b.heard).hasSize(51).doesNotHaveDuplicates();
        assertThat(a.heard).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void whatWasSaidLongAgoIsNotSaidAgain() throws Exception {
        a.handshake.send(b.address, ByteBuffer.allocate(1), now);
        now += Duration.ofSeconds(5).toNanos();

        a.say("now", b);

        assertThat(b.heard).containsExactly("now");
    }

    @Test
    void theKeyIsAnother() {
        for (Optional<Secret> other :
                List.of(Optional.of(new Secret("quite another key")), Optional.<Secret>empty())) {
            Party stranger = new Party(3, other);
            byte[] datagram = stranger.handshake.send(b.address, ByteBuffer.allocate(9), now);

            assertThatThrownBy(() -> b.hear(datagram, stranger))
                    .isInstanceOf(MessageException.class)
                    .hasMessage("not authenticated: not made with the shared key set here");
        }
    }

    @Test
    void withoutAKeyTheAddressStillCounts() throws Exception {
        Party open = new Party(3, Optional.empty());
        Party liar = new Party(4, Optional.empty());
        Party victim = new Party(5, Optional.empty());

        // What is replied goes to the victim, who did not ask.
        byte[] datagram = liar.handshake.send(open.address, ByteBuffer.allocate(9), now);
        List<byte[]> replies = open.hear(datagram, victim);

        assertThat(open.heard).isEmpty();
        assertThat(replies).hasSize(1);
        assertThat(replies.getFirst().length).isLessThan(datagram.length);
        assertThat(victim.hear(replies.getFirst(), open)).hasSize(1);
        assertThat(victim.heard).isEmpty();
    }

    @Test
    void noByteCanBeAnother() throws Exception {
        a.say("one", b);
        byte[] datagram = a.handshake.send(b.address, ByteBuffer.wrap(new byte[] {1, 2, 3}), now);
        for (int i = 0; i < datagram.length * 8; i++) {
            byte[] other = datagram.clone();
            other[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> b.hear(other, a)).isInstanceOf(MessageException.class);
        }
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> b.hear(noise, a)).isInstanceOf(MessageException.class);
        }
    }

    @Test
    void datagramsOvertakeEachOther() {
        Window window = new Window();

        assertThat(window.accept(5)).isTrue();
        assertThat(window.accept(3)).isTrue();
        assertThat(window.accept(5)).isFalse();
        assertThat(window.accept(3)).isFalse();
        assertThat(window.accept(200)).isTrue();
        assertThat(window.accept(137)).isTrue();
        assertThat(window.accept(136)).as("too late to be told from a copy").isFalse();
        assertThat(window.accept(-1)).isFalse();
        assertThat(window.accept(201)).isTrue();
        assertThat(window.accept(137)).isFalse();
    }
}

package io.vxplan.discovery.multicast;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Conversations on a segment without sockets, whose time passes only when it is told to.
final class Wire {
    private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private BiPredicate<Party, Party> loss = (from, to) -> false;
    private long now;

    /// Everything that was said.
    final List<Said> said = new ArrayList<>();

    record Said(Party by, String text) {
        byte[] datagram() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// A daemon.
    final class Party {
        final Stack stack;
        final Conversation conversation;
        final Set<String> knows = new LinkedHashSet<>();
        final List<News> news = new ArrayList<>();

        private Party(Stack stack, Optional<Secret> key) {
            this.stack = stack;
            this.conversation =
                    new Conversation(Stacks.settings(key, "at-" + stack.id()), random, now);
        }

        void announce() {
            try {
                conversation.announce(List.of(stack), now);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void hear(byte[] datagram, IpAddress source) {
            for (News each : conversation.hear(datagram, source, now)) {
                news.add(each);
                switch (each) {
                    case News.Heard(Stack who) -> knows.add(who.id());
                    case News.Left(Stack.Key who, IpAddress host) -> knows.remove(who.id());
                    case News.Refused refused -> {}
                }
            }
        }

        long count(Count count) {
            return conversation.counts().getOrDefault(count, 0L);
        }

        /// Without a goodbye.
        void die() {
            parties.remove(stack.id());
        }
    }

    /// Starts a daemon, in the place of one with the same stack.
    Party join(Stack stack, Optional<Secret> key) {
        Party party = new Party(stack, key);
        parties.put(stack.id(), party);
        party.announce();
        party.conversation.ask(now);
        return party;
    }

    /// @param lost whether what one says does not reach another
    void lose(BiPredicate<Party, Party> lost) {
        loss = lost;
    }

    RandomGenerator random() {
        return random;
    }

    void transmit(Party from, List<Outgoing> messages) {
        for (Outgoing message : messages) {
            Said one =
                    new Said(
                            from,
                            StandardCharsets.UTF_8
                                    .decode(message.datagram().duplicate())
                                    .toString());
            said.add(one);
            for (Party to : List.copyOf(parties.values())) {
                if (!loss.test(from, to)) {
                    to.hear(one.datagram(), from.stack.hostIp());
                }
            }
        }
    }

    long now() {
        return now;
    }

    /// Lets time pass, and everybody say what they have to say meanwhile.
    void pass(long millis) {
        long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Optional<Party> next =
                    parties.values().stream()
                            .filter(party -> party.conversation.next().isPresent())
                            .min(
                                    Comparator.comparingLong(
                                            party -> party.conversation.next().getAsLong()));
            if (next.isEmpty() || next.get().conversation.next().getAsLong() > end) {
                now = end;
                return;
            }
            now = Math.max(now, next.get().conversation.next().getAsLong());
            transmit(next.get(), next.get().conversation.send(now));
        }
    }
}

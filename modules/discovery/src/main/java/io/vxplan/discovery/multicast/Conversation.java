package io.vxplan.discovery.multicast;

import io.vxplan.discovery.multicast.Message.Hello;
import io.vxplan.discovery.multicast.Message.Purpose;
import io.vxplan.discovery.multicast.Message.TableSync;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.MessageException;
import io.vxplan.discovery.wire.Refusals;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// What a daemon says to the group and when, and what it makes of what it hears. Time is told to
/// it, in nanoseconds of a clock that only goes forward.
final class Conversation {
    /// Of a datagram that we send. It is cut into some IP fragments, which a switch takes.
    static final int MAX_SENT = 8_192;

    /// Of one that we read: the most that IPv4 carries.
    static final int MAX_READ = 65_507;

    /// Of a stamp in JSON without its asks and answers, at most.
    private static final int STAMP = 256;

    private final Optional<Seal> seal;
    private final Sessions sessions;
    private final Acquaintances acquaintances;
    private final Speech speech;
    private final SendTimes times;
    private final Refusals refusals;
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);

    Conversation(MulticastSettings settings, RandomGenerator random, long now) {
        seal = settings.key().map(Seal::new);
        sessions = new Sessions(trust(settings.interval()), now);
        acquaintances = new Acquaintances(settings.interval());
        speech = new Speech(settings.peerId(), random);
        times = new SendTimes(random, now);
        refusals = new Refusals(now);
    }

    /// Longer than it takes to miss some announcements.
    private static Duration trust(Duration interval) {
        Duration some = interval.multipliedBy(4);
        Duration least = Duration.ofMinutes(2);
        return some.compareTo(least) > 0 ? some : least;
    }

    Map<Count, Long> counts() {
        return Map.copyOf(counts);
    }

    private void count(Count count, int more) {
        counts.merge(count, (long) more, Long::sum);
    }

    /// Takes what this host is from now on, and has it said: at once, and again if it is new.
    ///
    /// @throws IOException where a stack has more to say than fits
    void announce(List<Stack> stacks, long now) throws IOException {
        if (speech.become(stacks)) {
            times.burst(now);
        } else {
            times.now(now);
        }
    }

    /// Asks who else is there: at the start, and where the way to the others was interrupted.
    void ask(long now) {
        speech.ask();
        times.burst(now);
    }

    /// When [#send] has something to say.
    OptionalLong next() {
        return times.next();
    }

    /// What is to be sent now.
    List<Outgoing> send(long now) {
        if (!times.due(now)) {
            return List.of();
        }
        List<Outgoing> outgoing = new ArrayList<>(written(speech.hellos(), now));
        List<ObjectNode> syncs = speech.tableSyncs(() -> acquaintances.present(now));
        count(Count.TABLE_SYNC_SENT, syncs.size());
        syncs.forEach(sync -> outgoing.add(written(Optional.empty(), sync, sessions.bare(now))));
        if (seal.isPresent() && sessions.pending()) {
            times.soon(now);
        }
        return outgoing;
    }

    /// That all of this host's stacks leave. To be said more than once.
    List<Outgoing> farewell(long now) {
        return written(speech.goodbyes(), now);
    }

    /// Each carries the same asks and answers, for it may be the only one to arrive.
    private List<Outgoing> written(List<Hello> hellos, long now) {
        count(Count.HELLO_SENT, hellos.size());
        int longest =
                hellos.stream()
                        .mapToInt(hello -> MessageJson.bytes(MessageJson.hello(hello)).length)
                        .max()
                        .orElse(0);
        Stamp stamp = sessions.next(MAX_SENT - STAMP - longest, now);
        List<Outgoing> outgoing = new ArrayList<>();
        for (Hello hello : hellos) {
            Optional<IpAddress> from = Optional.of(hello.stack().hostIp());
            outgoing.add(written(from, MessageJson.hello(hello), stamp));
        }
        return outgoing;
    }

    private Outgoing written(Optional<IpAddress> from, ObjectNode message, Stamp stamp) {
        byte[] bytes =
                seal.isPresent()
                        ? MessageJson.bytes(message, sessions.number(stamp), seal.get())
                        : MessageJson.bytes(message);
        return new Outgoing(from, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /// Takes a datagram.
    ///
    /// @param source the address that it came from
    List<News> hear(byte[] datagram, IpAddress source, long now) {
        try {
            if (datagram.length > MAX_READ) {
                throw new MessageException(
                        "%,d bytes, and %,d is the most".formatted(datagram.length, MAX_READ));
            }
            return seal.isPresent()
                    ? authenticated(datagram, seal.get(), now)
                    : unauthenticated(datagram, source, now);
        } catch (MessageException e) {
            count(Count.REFUSED, 1);
            return refusals
                    .tell(e.reason(), now)
                    .<News>map(why -> new News.Refused(source, why))
                    .stream()
                    .toList();
        }
    }

    private List<News> authenticated(byte[] datagram, Seal key, long now) throws MessageException {
        key.check(datagram);
        MessageJson.Read read = MessageJson.read(datagram);
        Stamp stamp =
                read.stamp().orElseThrow(() -> new MessageException("auth.session is missing"));
        Sessions.Verdict verdict = sessions.hear(stamp, now);
        if (sessions.pending()) {
            times.soon(now);
        }
        return switch (verdict) {
            case FRESH -> believed(read.message(), now);
            case OWN -> List.of();
            case REPEATED -> ignored(Count.REPEATED);
            case UNPROVEN -> ignored(Count.UNPROVEN);
        };
    }

    private List<News> ignored(Count why) {
        count(why, 1);
        return List.of();
    }

    /// Everybody may speak for itself: for the address that its datagrams come from.
    private List<News> unauthenticated(byte[] datagram, IpAddress source, long now)
            throws MessageException {
        Message message = MessageJson.read(datagram).message();
        if (message instanceof Hello(String peer, Stack stack, Purpose purpose)
                && !(stack.hostIp().equals(source) && stack.endpoint().address().equals(source))) {
            throw new MessageException(
                    "%s says that %s is at %s, with the endpoint %s: without a shared key, a host is believed about its own address only"
                            .formatted(peer, stack.key(), stack.hostIp(), stack.endpoint()));
        }
        return believed(message, now);
    }

    private List<News> believed(Message message, long now) {
        return switch (message) {
            case Hello hello -> {
                count(Count.HELLO_HEARD, 1);
                yield speech.isOurs(hello.stack()) ? List.of() : List.of(hello(hello, now));
            }
            case TableSync sync -> {
                count(Count.TABLE_SYNC_HEARD, 1);
                speech.syncHeard();
                yield hearsay(sync.peers(), now);
            }
        };
    }

    private News hello(Hello hello, long now) {
        Stack stack = hello.stack();
        if (hello.purpose() == Purpose.LEAVE) {
            acquaintances.leave(stack, now);
            return new News.Left(stack.key(), stack.hostIp());
        }
        boolean isNew = acquaintances.hear(stack, now);
        if (isNew || hello.purpose() == Purpose.ASK) {
            times.soon(now);
        }
        return new News.Heard(stack);
    }

    /// What somebody says of others, believed of those who have the key.
    private List<News> hearsay(List<Stack> peers, long now) {
        if (seal.isEmpty()) {
            count(Count.HEARSAY_IGNORED, peers.size());
            return List.of();
        }
        return acquaintances.strangers(peers, now).stream()
                .filter(stack -> !speech.isNamesake(stack))
                .<News>map(News.Heard::new)
                .toList();
    }
}

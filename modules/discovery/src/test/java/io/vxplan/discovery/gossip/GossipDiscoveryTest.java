package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Secret;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real clusters on addresses of the loopback device, a port for each test.
class GossipDiscoveryTest {
    private static final AtomicInteger PORT = new AtomicInteger(24_790);

    private final int port = PORT.incrementAndGet();
    private final List<Host> hosts = new ArrayList<>();

    @AfterEach
    void close() {
        Host.closeAll(hosts.stream());
    }

    private static Stream<Optional<Secret>> keys() {
        return Stream.of(Optional.empty(), Optional.of(Stacks.KEY));
    }

    private Host host(int number, Optional<Secret> key, int... seeds) {
        String address = "127.0.7." + number;
        Host host =
                new Host(
                        port,
                        IntStream.of(seeds).mapToObj(seed -> "127.0.7." + seed).toList(),
                        key,
                        Stacks.stack("s" + number, address));
        hosts.add(host);
        return host.start();
    }

    private static String at(int number) {
        return "s%d (VNI 1000) at 127.0.7.%d".formatted(number, number);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void allHearAllAndWhenOneLeaves(Optional<Secret> key) {
        Host first = host(1, key);
        Host second = host(2, key, 1);
        Host third = host(3, key, 1);
        first.awaitKnows(at(2), at(3));
        second.awaitKnows(at(1), at(3));
        third.awaitKnows(at(1), at(2));

        second.close();

        first.awaitLine("left " + at(2)).awaitKnows(at(3));
        assertThat(first.counts())
                .containsEntry("goodbye_heard", 1L)
                .containsEntry("goodbye_sent", 0L)
                .containsEntry("refused", 0L)
                .doesNotContainKey("news_sent")
                .hasEntrySatisfying("sync_heard", count -> assertThat(count).isPositive());
        third.awaitLine("left " + at(2)).awaitKnows(at(1));
        assertThat(hosts)
                .allSatisfy(
                        host -> assertThat(host.lines()).noneMatch(it -> it.startsWith("refused")));
    }

    /// All learn of all by tables, by news and from each other, and would tell all of it as their
    /// own news: on a busy machine hosts would answer too late for that, and suspect each other
    /// without end. `-Dlong` has fifty.
    @Test
    void manyAtOnce() {
        int count = Boolean.getBoolean("long") ? 50 : 16;
        for (int number = 1; number <= count; number++) {
            String address = "127.0.7." + number;
            Pace pace = Pace.of(Host.INTERVAL);
            List<String> seeds = List.of("127.0.7.1", "127.0.7." + count);
            Optional<Secret> key = Optional.of(Stacks.KEY);
            hosts.add(new Host(pace, port, seeds, key, Stacks.stack("s" + number, address)));
        }
        hosts.forEach(host -> Thread.ofPlatform().start(host::start));

        for (int number = 1; number <= count; number++) {
            int self = number;
            hosts.get(number - 1)
                    .awaitKnows(
                            IntStream.rangeClosed(1, count)
                                    .filter(other -> other != self)
                                    .mapToObj(GossipDiscoveryTest::at)
                                    .toArray(String[]::new));
        }
        assertThat(hosts.stream().mapToLong(host -> host.counts().get("gossip_sent")).sum())
                .as("a datagram or two from each to each; it was fifty and more to each")
                .isLessThan(5L * count * count);
    }

    @Test
    void anySeedThatAnswersIsEnoughAndOthersAreAskedForEver() {
        Host second = host(2, Optional.of(Stacks.KEY), 1, 9, 2);
        assertThat(second.trouble())
                .isEqualTo(
                        "no member answers yet; asked are the seeds 127.0.7.1:%1$d, 127.0.7.9:%1$d, 127.0.7.2:%1$d"
                                .formatted(port));

        Host first = host(1, Optional.of(Stacks.KEY));

        second.awaitKnows(at(1));
        first.awaitKnows(at(2));
        second.awaitNoTrouble();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void severalOverlaysAndWhatChangesOfThem(Optional<Secret> key) {
        Host first = host(1, key);
        Host second = host(2, key, 1);
        first.awaitKnows(at(2));

        second.become(Stacks.stack("s2", "127.0.7.2", 7), Stacks.stack("other", "127.0.7.2", 1000));

        first.awaitKnows("s2 (VNI 7) at 127.0.7.2", "other (VNI 1000) at 127.0.7.2");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anotherAddress(Optional<Secret> key) {
        Host first = host(1, key);
        Host second = host(2, key, 1);
        Host third = host(3, key, 1);
        first.awaitKnows(at(2), at(3));
        third.awaitKnows(at(1), at(2));

        second.become(Stacks.stack("s2", "127.0.7.22"));

        String moved = "s2 (VNI 1000) at 127.0.7.22";
        first.awaitLine("left " + at(2)).awaitKnows(moved, at(3));
        third.awaitLine("left " + at(2)).awaitKnows(at(1), moved);
        second.awaitKnows(at(1), at(3));
    }

    @Test
    void overIpv6() {
        Host first = new Host(port, List.of(), Optional.of(Stacks.KEY), Stacks.stack("s1", "::1"));
        hosts.add(first);
        first.start();
        Host second =
                new Host(
                        port + 1_000,
                        List.of("[::1]:" + port),
                        Optional.of(Stacks.KEY),
                        Stacks.stack("s2", "::1"));
        hosts.add(second);
        second.start();

        first.awaitKnows("s2 (VNI 1000) at ::1");
        second.awaitKnows("s1 (VNI 1000) at ::1");
    }

    @Test
    void whoseKeyIsAnotherIsNoPeer() throws Exception {
        Host first = host(1, Optional.of(Stacks.KEY));
        Host other = host(2, Optional.of(new Secret("quite another key")), 1);
        Host none = host(3, Optional.empty(), 1);

        String refused =
                "refused 127.0.7.%d: not authenticated: not made with the shared key set here";
        first.awaitLine(refused.formatted(2)).awaitLine(refused.formatted(3));
        Thread.sleep(2_000);

        assertThat(hosts)
                .allSatisfy(
                        host -> assertThat(host.lines()).noneMatch(it -> it.startsWith("heard")));
        assertThat(other.trouble()).contains("no member answers yet");
        assertThat(none.trouble()).contains("no member answers yet");
    }

    /// Noise, and what members said, altered and again: with a key, and without.
    @ParameterizedTest
    @MethodSource("keys")
    void noiseMakesNobodyDeaf(Optional<Secret> key) throws Exception {
        Host first = host(1, key);
        Host second = host(2, key, 1);
        first.awaitKnows(at(2));
        Seal seal = new Seal(key);
        Random random = new Random(11);
        try (DatagramChannel stranger = DatagramChannel.open()) {
            stranger.bind(new InetSocketAddress("127.0.7.66", 0));
            InetSocketAddress to = new InetSocketAddress("127.0.7.1", port);
            for (int i = 0; i < 20_000; i++) {
                byte[] noise = new byte[random.nextInt(i % 100 == 0 ? 60_000 : 300)];
                random.nextBytes(noise);
                byte[] sealed =
                        new Envelope(
                                        random.nextLong(),
                                        i,
                                        random.nextLong(),
                                        random.nextLong(),
                                        ByteBuffer.wrap(noise))
                                .sealed(seal);
                stranger.send(ByteBuffer.wrap(i % 2 == 0 ? noise : sealed), to);
            }
        }

        Host third = host(3, key, 1);

        first.awaitKnows(at(2), at(3));
        second.awaitKnows(at(1), at(3));
        third.awaitKnows(at(1), at(2));
        assertThat(first.lines().stream().filter(it -> it.startsWith("refused")).count())
                .as("told five times a second at most")
                .isBetween(1L, 200L);
    }

    @Test
    void nothingIsAnnouncedFromAnAddressThatIsNotThere() {
        Host host = new Host(port, List.of(), Optional.empty(), Stacks.stack("s1", "192.0.2.1"));
        hosts.add(host);
        host.start();

        assertThat(host.trouble())
                .startsWith("can't listen at UDP port " + port + " of 192.0.2.1: ");
    }
}

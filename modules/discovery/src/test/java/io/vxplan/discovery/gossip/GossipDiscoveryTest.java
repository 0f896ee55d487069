package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        third.awaitLine("left " + at(2)).awaitKnows(at(1));
        assertThat(hosts)
                .allSatisfy(
                        host -> assertThat(host.lines()).noneMatch(it -> it.startsWith("refused")));
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
}

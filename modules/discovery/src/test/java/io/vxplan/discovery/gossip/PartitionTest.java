package io.vxplan.discovery.gossip;

import io.vxplan.discovery.multicast.Lan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clusters in namespaces on one bridge, of which links go down.
@Execution(ExecutionMode.CONCURRENT)
class PartitionTest {
    private static final int PORT = 4790;
    private static final Duration SHORT = Duration.ofMillis(3_500);

    private final Lan lan = new Lan(4);
    private final List<Host> hosts = new ArrayList<>();

    PartitionTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        Host.closeAll(hosts.stream());
        lan.close();
    }

    private Host host(int number, String network, Integer... seeds) throws IOException {
        return host(Host.HASTY, number, network, seeds);
    }

    private Host host(Pace pace, int number, String network, Integer... seeds) throws IOException {
        Host host =
                new Host(
                        pace,
                        PORT,
                        Stream.of(seeds).map(seed -> network + seed).toList(),
                        Optional.of(Stacks.KEY),
                        Stacks.stack("s" + number, network + number));
        hosts.add(host);
        return lan.host(number).<Host, IOException>call(host::start);
    }

    private static String at(int number, String network) {
        return "s%d (VNI 1000) at %s%d".formatted(number, network, number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.", "fd00::"})
    void aLinkGoesDownAndComesBack(String network) throws Exception {
        Host first = host(1, network);
        Host second = host(2, network, 1);
        Host third = host(3, network, 1);
        first.awaitKnows(at(2, network), at(3, network));
        third.awaitKnows(at(1, network), at(2, network));

        lan.ip(0, "link set dev eth0-3 down");
        first.awaitSilence(at(3, network));
        second.awaitSilence(at(3, network));
        third.awaitSilence(at(1, network));

        lan.ip(0, "link set dev eth0-3 up");
        first.awaitKnows(at(2, network), at(3, network));
        second.awaitKnows(at(1, network), at(3, network));
        third.awaitKnows(at(1, network), at(2, network));
    }

    /// As long as a busy host may be silent. Who is not given up is told of at each announcement.
    @Test
    void aShortSilenceIsForgiven() throws Exception {
        String network = "10.0.0.";
        Pace pace = Pace.of(Host.INTERVAL);
        Host first = host(pace, 1, network);
        Host second = host(pace, 2, network, 1);
        host(pace, 3, network, 1);
        first.awaitKnows(at(2, network), at(3, network));
        second.awaitKnows(at(1, network), at(3, network));

        lan.ip(0, "link set dev eth0-3 down");
        Thread.sleep(SHORT.toMillis());
        first.forget();
        second.forget();
        first.awaitKnows(at(2, network), at(3, network));
        second.awaitKnows(at(1, network), at(3, network));
    }

    /// The first seed is among those that go: who stays finds the others by the second.
    @Test
    void twoHalvesGrowTogetherAgain() throws Exception {
        String network = "10.0.0.";
        for (int number = 1; number <= 4; number++) {
            host(number, network, 1, 3);
        }
        hosts.forEach(host -> host.awaitLine("heard s"));
        hosts.getFirst().awaitKnows(at(2, network), at(3, network), at(4, network));

        lan.ip(0, "link add dev br1 type bridge");
        lan.ip(0, "link set dev br1 up");
        lan.ip(0, "link set dev eth0-3 master br1");
        lan.ip(0, "link set dev eth0-4 master br1");
        hosts.get(0).awaitSilence(at(3, network));
        hosts.get(1).awaitSilence(at(4, network));
        hosts.get(2).awaitSilence(at(1, network));

        lan.ip(0, "link set dev eth0-3 master br0");
        lan.ip(0, "link set dev eth0-4 master br0");
        for (int number = 1; number <= 4; number++) {
            int self = number;
            hosts.get(number - 1)
                    .awaitKnows(
                            Stream.of(1, 2, 3, 4)
                                    .filter(other -> other != self)
                                    .map(other -> at(other, network))
                                    .toArray(String[]::new));
        }
    }
}

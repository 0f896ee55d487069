package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Discovery talks to the network and may touch nothing; the router may touch this host's network
/// and does not talk to others. Needs root.
class PrivilegesIT extends OnSegment {
    /// The bit of CAP_NET_ADMIN.
    private static final String NET_ADMIN = "0000000000001000";

    private static final String NONE = "0000000000000000";

    /// Everything that the router does, and what a thief would like to.
    private static final List<String> ATTEMPTS =
            List.of(
                    "ip link add name evil type bridge",
                    "ip link add name evil type vxlan id 666 dstport 4789",
                    "ip link delete dev vxlan1000",
                    "ip link set dev eth0 down",
                    "ip addr add 192.168.66.1/24 dev eth0",
                    "ip addr del 192.168.100.1/24 dev vxlan1000",
                    "ip route add 192.168.66.0/24 via 198.18.0.2",
                    "ip route del 172.20.2.0/24",
                    "ip neigh add 192.168.100.66 lladdr 02:00:00:00:00:66 dev vxlan1000",
                    "bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.66",
                    "bridge fdb del 00:00:00:00:00:00 dev vxlan1000 dst 198.18.0.2",
                    "ip rule add from all blackhole",
                    "ip netns add evil");

    @ParameterizedTest
    @MethodSource("io.vxplan.cli.program.Mode#tested")
    void eachHasWhatItNeedsAndNoMore(Mode mode) throws Exception {
        try (Way way = mode.open(segment, folder);
                Stacks stacks = new Stacks(program, folder, way.settings())) {
            for (int number = 1; number <= 2; number++) {
                segment.addHost(number);
                stacks.start(number, List.of(1, 2));
            }
            // By then the router did all of its work.
            stacks.awaitPing(1, 2);

            assertThat(capabilities(stacks.discovery(1))).containsOnly(NONE);
            assertThat(capabilities(stacks.router(1))).containsOnly(NET_ADMIN);
            String before = Segment.overlay(1);
            for (String attempt : ATTEMPTS) {
                assertThat(stacks.asDiscovery(1, attempt + " && echo done || :"))
                        .as(attempt)
                        .containsAnyOf("Operation not permitted", "Permission denied")
                        .doesNotContain("done");
            }
            assertThat(Segment.overlay(1)).isEqualTo(before);
            if (talksAllTheTime(mode)) {
                assertThat(sockets(stacks.discovery(1)))
                        .anyMatch(line -> !line.contains("127.0.0.1"));
            }
            // For who asks how it is, and for nobody else.
            assertThat(sockets(stacks.router(1)))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("tcp")
                    .contains("127.0.0.1]:4792 ");
        }
    }

    /// A query of DNS is a socket for a moment.
    private static boolean talksAllTheTime(Mode mode) {
        return mode != Mode.DNS;
    }

    /// Of a daemon of host 1, in IPv4 and IPv6 and beneath them.
    private static List<String> sockets(Running daemon) {
        return Shell.run(
                        "ip netns exec %s ss -Hantuwp0 | grep pid=%d, || :"
                                .formatted(Segment.host(1), daemon.process().pid()))
                .lines()
                .toList();
    }

    /// All sets of them: effective, permitted, inheritable, bounding and ambient.
    private static List<String> capabilities(Running daemon) throws IOException {
        Path status = Path.of("/proc", Long.toString(daemon.process().pid()), "status");
        List<String> sets =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("Cap"))
                        .map(line -> line.split("\\s+", 2)[1])
                        .collect(Collectors.toList());
        assertThat(sets).hasSize(5);
        return sets;
    }
}

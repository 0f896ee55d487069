package io.vxplan.discovery.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.vxplan.daemon.Health;
import io.vxplan.discovery.state.FolderInUseException;
import io.vxplan.discovery.state.SmallDisk;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.netlink.UnixDatagrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryDaemonTest {
    private static final String NO_ADDRESS =
            "can't tell which address of this host others reach: no route leads out, and there is not just one; set HOST_IP";

    @TempDir private Path folder;

    private final MemoryNet net = new MemoryNet();

    private RunningDaemon daemon(String id, String host) {
        return new RunningDaemon(net, folder.resolve(id), id, host);
    }

    private static List<String> lines(RunningDaemon daemon, String event) throws IOException {
        return daemon.events().stream()
                .filter(line -> line.contains("\"event\":\"" + event + "\""))
                .toList();
    }

    @Test
    void twoFindEachOtherAndOneLeaves() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            try (RunningDaemon b = daemon("b", "10.0.0.2")) {
                a.awaitPeers("b 10.0.0.2 active");
                b.awaitPeers("a 10.0.0.1 active");
            }
            a.awaitPeers();

            assertThat(a.log).contains("info: left: b (VNI 7) at 10.0.0.2");
            assertThat(lines(a, "joined").getFirst())
                    .contains(
                            "\"stack_id\":\"b\",\"host_ip\":\"10.0.0.2\",\"vxlan_endpoint\":\"10.0.0.2:4789\",\"vni\":7");
            assertThat(lines(a, "gone").getLast()).endsWith("\"why\":\"goodbye\"}");
        }
    }

    @Test
    void whatEndsLeavesItsPeersAsTheyAre() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            try (RunningDaemon b = daemon("b", "10.0.0.2")) {
                b.awaitPeers("a 10.0.0.1 active");
            }
            assertThat(Files.readString(folder.resolve("b/discovery.json")))
                    .contains("\"stack_id\" : \"a\"");
            a.awaitPeers();
            net.up(false);

            try (RunningDaemon again = daemon("b", "10.0.0.2")) {
                again.awaitPeers("a 10.0.0.1 suspect");
                assertThat(again.log)
                        .contains(
                                "info: started: multicast, at 10.0.0.2, 1 peers known from before");
                again.awaitPeers();
            }
        }
    }

    /// The wall clock jumps by hours all the while.
    @Test
    void silence() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1");
                RunningDaemon b = daemon("b", "10.0.0.2")) {
            a.awaitPeers("b 10.0.0.2 active");
            b.awaitPeers("a 10.0.0.1 active");
            net.up(false);
            a.awaitPeers();
            net.up(true);
            a.awaitPeers("b 10.0.0.2 active");

            assertThat(lines(a, "suspect")).isNotEmpty();
            assertThat(lines(a, "stale")).isNotEmpty();
            assertThat(lines(a, "gone").getLast()).endsWith("\"why\":\"silence\"}");
            RunningDaemon.await("an end", () -> a.log.contains("info: over: can't announce"));
            assertThat(a.log)
                    .containsOnlyOnce("warn: can't announce: Network is unreachable; trying again");
        }
    }

    @Test
    void aServerThatIsAwayTakesNobodyAway() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            try (RunningDaemon b = daemon("b", "10.0.0.2")) {
                a.awaitPeers("b 10.0.0.2 active");
                b.awaitPeers("a 10.0.0.1 active");
                net.deaf(Optional.of("no server answers"));
                net.up(false);
                RunningDaemon.await(
                        "it is told", () -> a.log.toString().contains("can't be heard"));
            }
            Instant since = Instant.now();
            RunningDaemon.await(
                    "longer than PEER_TIMEOUT and an interval",
                    () -> Instant.now().isAfter(since.plusMillis(1_200)));
            assertThat(a.peers()).containsExactly("b 10.0.0.2 active");

            net.up(true);
            net.deaf(Optional.empty());

            a.awaitPeers();
            assertThat(a.log)
                    .containsOnlyOnce(
                            "warn: peers can't be heard, so none is given up meanwhile: no server answers")
                    .containsOnlyOnce("info: peers can be heard again");
            assertThat(lines(a, "deaf").getFirst()).endsWith("\"why\":\"no server answers\"}");
            assertThat(a.events().toString())
                    .containsSubsequence("\"deaf\"", "\"hearing\"", "\"gone\"");
        }
    }

    @Test
    void theFileIsWrittenWithoutChangesToo() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            RunningDaemon.await("a file", () -> a.state().isPresent());
            Instant first = a.state().orElseThrow().lastUpdate();

            RunningDaemon.await(
                    "a newer one", () -> !a.state().orElseThrow().lastUpdate().equals(first));
        }
    }

    @Test
    void anotherAddressIsAnnounced() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1");
                RunningDaemon b = daemon("b", "10.0.0.2")) {
            a.awaitPeers("b 10.0.0.2 active");
            b.address.set(Optional.of(IpAddress.parse("10.0.0.9")));

            a.awaitPeers("b 10.0.0.9 active");
            assertThat(lines(b, "moved").getFirst())
                    .endsWith("\"host_ip\":\"10.0.0.9\",\"before\":\"10.0.0.2\"}");
        }
    }

    @Test
    void theAddressMayComeLater() throws Exception {
        String socket = folder.resolve("notify").toString();
        try (UnixDatagrams systemd = UnixDatagrams.at(socket, Duration.ofSeconds(60));
                RunningDaemon a = daemon("a", "10.0.0.1");
                RunningDaemon b =
                        new RunningDaemon(
                                net,
                                folder.resolve("b"),
                                "b",
                                Optional.empty(),
                                Map.of("NOTIFY_SOCKET", socket))) {
            assertThat(systemd.receive()).contains("STATUS=" + NO_ADDRESS);
            assertThat(b.log).contains("warn: " + NO_ADDRESS + "; trying again");
            b.address.set(Optional.of(IpAddress.parse("10.0.0.2")));

            a.awaitPeers("b 10.0.0.2 active");
            assertThat(systemd.receive()).contains("READY=1");
            assertThat(systemd.receive()).get(STRING).startsWith("STATUS=multicast, at 10.0.0.2, ");
        }
    }

    @Test
    void refusedOnce() throws Exception {
        IpAddress host = IpAddress.parse("10.0.0.3");
        Stack thief =
                new Stack(
                        "a",
                        new Vni(7),
                        host,
                        new Stack.Endpoint(host, 4789),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            RunningDaemon.await("a file", () -> a.state().isPresent());
            net.say(thief);
            net.say(thief);
            RunningDaemon.await("a refusal", () -> a.log.toString().contains("refused"));
        }

        assertThat(Files.readString(folder.resolve("a/events.log")))
                .containsOnlyOnce(
                        "\"event\":\"refused\",\"stack_id\":\"a\",\"vni\":7,\"host_ip\":\"10.0.0.3\",\"from\":\"10.0.0.3\",\"why\":\"the id is that of this host's own stack\"}");
    }

    @Test
    void whoIsIllSaysWhy() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1");
                RunningDaemon _ = daemon("b", "10.0.0.2")) {
            a.awaitPeers("b 10.0.0.2 active");
            a.awaitHealth(Health.well(1, 0));
            net.deaf(Optional.of("no server answers"));
            a.awaitHealth(Health.degraded("peers can't be heard: no server answers", 1, 0));
            net.deaf(Optional.empty());
            net.up(false);
            a.awaitHealth(Health.unhealthy("can't announce: Network is unreachable", 1, 0));
            net.up(true);
            a.awaitHealth(Health.well(1, 0));
        }
        RunningDaemon homeless =
                new RunningDaemon(net, folder.resolve("c"), "c", Optional.empty(), Map.of());
        homeless.awaitHealth(Health.unhealthy(NO_ADDRESS, 0, 0));
        homeless.close();
    }

    @Test
    void countsWhatHappens() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            try (RunningDaemon _ = daemon("b", "10.0.0.2")) {
                a.awaitPeers("b 10.0.0.2 active");
            }
            a.awaitPeers();
            RunningDaemon.await(
                    "all is counted",
                    () ->
                            List.of(
                                            "vxplan_peers{state=\"active\"} 0.0",
                                            "vxplan_events_total{event=\"joined\"} 1.0",
                                            "vxplan_events_total{event=\"gone\"} 1.0",
                                            "vxplan_messages_total{type=\"hello_heard\"} 1.0",
                                            "vxplan_refused_total 0.0",
                                            "vxplan_dropped_messages_total 0.0")
                                    .stream()
                                    .allMatch(a.metrics()::contains));
        }
    }

    @Test
    void oneDaemonInAFolder() throws Exception {
        try (RunningDaemon a = daemon("a", "10.0.0.1")) {
            RunningDaemon.await("a file", () -> a.state().isPresent());
            try (RunningDaemon second =
                    new RunningDaemon(net, folder.resolve("a"), "b", "10.0.0.2")) {
                assertThat(second.failure()).containsInstanceOf(FolderInUseException.class);
            }
        }
    }

    @Test
    void aFullDiskEndsNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("a"), "size=64k");
                RunningDaemon a = daemon("a", "10.0.0.1")) {
            RunningDaemon.await("a file", () -> a.state().isPresent());
            Path ballast = disk.path().resolve("ballast");
            try {
                Files.write(ballast, new byte[1 << 20]);
            } catch (IOException _) {
                // The disk is full: that is what it is for.
            }
            String complaint =
                    "warn: can't write %s: No space left on device; trying again"
                            .formatted(disk.path().resolve("discovery.json"));
            RunningDaemon.await("a complaint", () -> a.log.contains(complaint));
            try (RunningDaemon b = daemon("b", "10.0.0.2")) {
                b.awaitPeers("a 10.0.0.1 active");
                assertThat(a.peers()).isEmpty();
                Files.delete(ballast);

                a.awaitPeers("b 10.0.0.2 active");
                assertThat(a.log).containsOnlyOnce(complaint);
            }
        }
    }
}

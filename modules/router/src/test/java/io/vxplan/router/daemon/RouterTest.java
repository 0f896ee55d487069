package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.daemon.Health;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three routers on hosts of their own, with real VXLAN between them, and what discovery would
/// write.
@Execution(ExecutionMode.CONCURRENT)
class RouterTest {
    private static final String ALL_OF_A =
            """
            00:00:00:00:00:00 dst 10.0.0.2 self permanent
            00:00:00:00:00:00 dst 10.0.0.3 self permanent
            172.21.0.0/16 via 192.168.100.2 dev vxlan1000
            172.22.0.0/16 via 192.168.100.3 dev vxlan1000
            """;
    private static final String B_OF_A =
            """
            00:00:00:00:00:00 dst 10.0.0.2 self permanent
            172.21.0.0/16 via 192.168.100.2 dev vxlan1000
            """;

    private final Namespaces namespaces = new Namespaces(3);
    private final List<Running> routers = new ArrayList<>();

    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException, HostException {
        for (int i = 1; i <= 3; i++) {
            routers.add(new Running(namespaces, i, folder));
        }
    }

    @AfterEach
    void end() {
        routers.forEach(Running::close);
        namespaces.close();
    }

    private Running a() {
        return routers.getFirst();
    }

    private void allFindEachOther() throws IOException {
        a().discovers(2, 3);
        routers.get(1).discovers(1, 3);
        routers.get(2).discovers(1, 2);
        await("the kernel has it", () -> a().kernel().equals(ALL_OF_A));
        await("b is reached", () -> namespaces.reaches("wa", "172.21.0.10"));
        await("c is reached", () -> namespaces.reaches("wa", "172.22.0.10"));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            pause(20);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean said(String text) {
        return a().lines().stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void stacksReachEachOtherAndWhatIsBehind() throws IOException {
        allFindEachOther();

        assertThat(namespaces.reaches("a", "192.168.100.2")).isTrue();
        assertThat(namespaces.reaches("b", "192.168.100.3")).isTrue();
        assertThat(namespaces.reaches("wb", "172.22.0.10")).isTrue();
        await("routes.json", () -> Files.exists(a().file("run/routes.json")));
        assertThat(Files.readString(a().file("run/routes.json")))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "routes" : [ {
                            "destination" : "172.21.0.0/16",
                            "next_hop" : "192.168.100.2",
                            "interface" : "vxlan1000",
                            "source" : "discovery"
                          }, {
                            "destination" : "172.22.0.0/16",
                            "next_hop" : "192.168.100.3",
                            "interface" : "vxlan1000",
                            "source" : "discovery"
                          } ]
                        }\
                        """);
    }

    @Test
    void whoVanishesIsGoneAfterTheHoldDown() throws IOException, InterruptedException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.21.0.10");

        long vanished = System.nanoTime();
        a().discovers(2);
        await("c is gone", () -> a().kernel().equals(B_OF_A));

        assertThat(System.nanoTime() - vanished).isGreaterThan(Running.HOLD_DOWN.toNanos());
        assertThat(pings.summary()).contains(" 0% packet loss");
    }

    @Test
    void whoOnlyFlapsIsNeverGone() throws IOException, InterruptedException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.22.0.10");

        for (int i = 0; i < 20; i++) {
            a().discovers(2);
            Thread.sleep(100);
            a().discovers(2, 3);
            Thread.sleep(100);
        }

        assertThat(pings.summary()).contains(" 0% packet loss");
        assertThat(a().lines()).noneMatch(line -> line.contains("removed"));
    }

    @Test
    void aFileThatIsNoneChangesNothing() throws IOException, InterruptedException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.21.0.10");
        Path file = a().file(DiscoveryFile.NAME);
        byte[] good = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(good, good.length / 2));
        await("half a file is told", () -> said("no JSON"));
        Files.writeString(file, "{\"version\": 1, \"last_update\": \"2026-01-01T00:00:00Z\"}");
        await("one without peers is told", () -> said("peers: no list"));
        Files.delete(file);
        await("none is told", () -> said("discovery.json: can't read it: no such file or folder"));
        Thread.sleep(Running.HOLD_DOWN.plusMillis(500));

        assertThat(a().kernel()).isEqualTo(ALL_OF_A);
        assertThat(pings.summary()).contains(" 0% packet loss");
        assertThat(a().lines().stream().filter(line -> line.contains("peers: no list"))).hasSize(1);
    }

    @Test
    void aRestartLosesNothing() throws IOException, InterruptedException, HostException {
        allFindEachOther();
        Namespaces.Pings pings = namespaces.pings("wa", "172.21.0.10");

        a().restart();
        await("it is up", () -> said("ended"));
        // Discovery was restarted as well, and knows nobody yet.
        a().discovers();
        Thread.sleep(Running.HOLD_DOWN.plusMillis(500));
        assertThat(a().kernel()).isEqualTo(ALL_OF_A);
        a().discovers(2, 3);
        Thread.sleep(200);
        a().discovers(2);
        await("who vanishes afterwards goes", () -> a().kernel().equals(B_OF_A));

        assertThat(pings.summary()).contains(" 0% packet loss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge fdb del 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.2 self",
                "ip route del 172.21.0.0/16",
                "ip addr del 192.168.100.1/24 dev vxlan1000",
                "ip link set dev vxlan1000 down",
                "ip link del dev vxlan1000"
            })
    void whatSomebodyTakesAwayIsBackAtOnce(String command) throws Exception {
        allFindEachOther();
        // It looks once more after its own changes; from then on only if it is told to.
        Thread.sleep(1500);

        namespaces.sh("a", command);

        await("b is reached again", () -> namespaces.reaches("wa", "172.21.0.10"));
        await("the kernel has it again", () -> a().kernel().equals(ALL_OF_A));
    }

    @Test
    void aHostThatDoesNotForwardIsTold() throws IOException {
        namespaces.sh("a", "echo 0 >/proc/sys/net/ipv4/ip_forward");
        a().discovers(2);

        await("it is told", () -> said("this host does not forward"));

        assertThat(namespaces.sh("a", "cat /proc/sys/net/ipv4/ip_forward")).isEqualTo("0\n");
    }

    @Test
    void changesOfRoutingAreFollowed() throws IOException {
        allFindEachOther();
        Path file = a().file("routing.yaml");
        String before = Files.readString(file);

        Files.writeString(
                file,
                before
                        + "remote_stacks:\n  - {stack_id: b, networks: [{subnet: 172.31.0.0/16}]}\n");
        await(
                "the other network is routed",
                () -> a().kernel().contains("172.31.0.0/16 via 192.168.100.2 dev vxlan1000"));
        assertThat(a().kernel()).doesNotContain("172.21.0.0/16");

        Files.writeString(file, before.replace("vni: 1000", "vni: many"));
        await("a mistake is told", () -> said("what stood there before goes on"));
        assertThat(a().health().problem().orElseThrow())
                .startsWith(file + " is not followed since it was changed: ");
        assertThat(a().kernel()).contains("172.31.0.0/16");

        Files.writeString(file, before);
        await("it is as before", () -> a().kernel().equals(ALL_OF_A));
        await("all is well", () -> a().health().isHealthy());
    }

    private boolean sleepsThrough() {
        String passes = a().passes();
        namespaces.sh(
                "a",
                "for i in $(seq 1 250); do echo route replace 203.0.$i.0/24 via 10.0.0.254 proto bgp; done | ip -batch -");
        pause(500);
        return a().passes().equals(passes);
    }

    @Test
    void routesOfOthersWakeNobody() throws Exception {
        allFindEachOther();
        // What else the kernel tells of in this time (an address that became usable) may wake the
        // router too, but not every time.
        await("a full table comes and nobody wakes", () -> sleepsThrough());

        namespaces.sh("a", "ip route del 172.21.0.0/16");
        await("what is ours is seen", () -> a().kernel().equals(ALL_OF_A));
        namespaces.sh("a", "ip route add 172.21.0.0/16 via 10.0.0.254 proto bgp metric 5");
        String after = a().passes();
        await("as is another's to a network of ours", () -> !a().passes().equals(after));
    }

    @Test
    void tellsHowItIs() throws IOException {
        Path json = a().file(DiscoveryFile.NAME);
        await("it waits for discovery", () -> a().health().problem().isPresent());
        await(
                "it says so",
                () ->
                        a().health()
                                .problem()
                                .equals(
                                        Optional.of(
                                                json + ": can't read it: no such file or folder")));

        allFindEachOther();
        await("all is well", () -> a().health().equals(Health.well(2, 2)));
        assertThat(a().metrics())
                .contains(
                        "vxplan_peers{state=\"active\",vni=\"1000\"} 2.0",
                        "vxplan_admitted_peers{vni=\"1000\"} 2.0",
                        "vxplan_refused_peers{vni=\"1000\"} 0.0",
                        "vxplan_routes{source=\"discovery\",vni=\"1000\"} 2.0",
                        "vxplan_fdb_entries{vni=\"1000\"} 2.0",
                        "vxplan_route_changes_total{action=\"create\",vni=\"1000\"} 2.0",
                        "vxplan_reconcile_failures_total{vni=\"1000\"} 0.0");
        assertThat(sent()).isPositive();
        long before = sent();
        assertThat(namespaces.reaches("wa", "172.21.0.10")).isTrue();
        assertThat(sent()).isGreaterThan(before);

        a().later(Running.MAX_AGE.plusSeconds(1));
        assertThat(a().health().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(a().health().problem().orElseThrow())
                .matches(
                        "discovery.json was not written anew for 3[0-9][0-9] s: is discovery running\\?");
    }

    private long sent() {
        String name =
                "vxplan_overlay_packets_total{device=\"vxlan1000\",direction=\"sent\",vni=\"1000\"} ";
        return a().metrics().stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }
}

package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.daemon.Health;
import io.vxplan.discovery.state.DiscoveryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a router reads, and what it says of itself and its host.
@Execution(ExecutionMode.CONCURRENT)
class RouterFilesTest extends OnThreeHosts {
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

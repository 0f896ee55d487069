package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Log;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.HostName;
import io.vxplan.netlink.UnixDatagrams;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.RouterSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One router of several overlays on a real host, and several routers of it.
class SeveralOverlaysTest {
    private final Namespaces namespaces = new Namespaces(1);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private LocalHost host;

    @TempDir private Path folder;

    @BeforeEach
    void open() throws HostException {
        host = LocalHost.inNamespace(new HostName("a"), namespaces.path("a"));
    }

    @AfterEach
    void end() {
        host.close();
        namespaces.close();
    }

    /// Host `a` in the overlay of VNI 1000 + number.
    private static RoutingSource overlay(int number, String more) {
        return RoutingSource.of(
                Samples.routing(
                        """
                        version: 1
                        stack_id: a
                        vni: %1$d
                        vxlan_subnet: 192.168.10%2$d.0/24
                        local_vxlan_ip: 192.168.10%2$d.1
                        %3$s
                        """
                                .formatted(1000 + number, number, more)));
    }

    private Router router(Map<String, String> environment, RoutingSource... overlays) {
        Log log = new Log(LogLevel.INFO, lines::add);
        return new Router(
                Arrays.asList(overlays),
                RouterSettings.DEFAULT,
                host,
                folder,
                folder.resolve("run"),
                log,
                Supervision.of(environment, ProcessHandle.current().pid(), log),
                System::nanoTime);
    }

    private static void start(Router router) {
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        router.run();
                    } catch (IOException | HostException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /// Host `b` in both overlays.
    private void discovers() throws IOException {
        String peer =
                """
                {"stack_id": "b", "host_ip": "10.0.0.2", "vxlan_endpoint": "10.0.0.2:4789", "vni": %d,
                 "vxlan_ip": "192.168.10%d.2", "networks": ["172.3%d.0.0/16"],
                 "last_seen": "%s", "status": "active"}
                """;
        Instant now = Instant.now();
        Files.writeString(
                folder.resolve(DiscoveryFile.NAME),
                "{\"version\": 1, \"last_update\": \"%s\", \"peers\": [%s, %s]}"
                        .formatted(
                                now,
                                peer.formatted(1000, 0, 0, now),
                                peer.formatted(1001, 1, 1, now)));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant limit = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(limit);
            Thread.sleep(20);
        }
    }

    private static String metrics(Router router) {
        Metrics metrics = new Metrics();
        router.condition().measure(metrics);
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }

    @Test
    void oneRouterTellsOfAllItsOverlays() throws Exception {
        discovers();
        try (Router router = router(Map.of(), overlay(0, ""), overlay(1, ""))) {
            start(router);

            Health well = Health.well(2, 2);
            await("both are kept", () -> router.condition().health().equals(well));
            Path routes = folder.resolve("run/routes.json");
            await("it is written", () -> Files.exists(routes));
            assertThat(Files.readString(routes))
                    .contains("172.30.0.0/16", "vxlan1000", "172.31.0.0/16", "vxlan1001");
            assertThat(metrics(router))
                    .contains(
                            "vxplan_admitted_peers{vni=\"1000\"} 1.0",
                            "vxplan_admitted_peers{vni=\"1001\"} 1.0",
                            "{device=\"vxlan1000\",direction=\"sent\",vni=\"1000\"}",
                            "{device=\"vxlan1001\",direction=\"sent\",vni=\"1001\"}");
            assertThat(lines).contains("info: overlay vni1001: added route 172.31.0.0/16");
        }
    }

    @Test
    void anOverlayThatCannotBeKeptKeepsNoOtherFromItAndTheRouterIsReady() throws Exception {
        discovers();
        String address = "@vxplan-test-" + ProcessHandle.current().pid();
        try (UnixDatagrams systemd = UnixDatagrams.at(address, Duration.ofSeconds(20));
                Router router =
                        router(
                                Map.of("NOTIFY_SOCKET", address),
                                overlay(0, "underlay: 10.9.9.9"),
                                overlay(1, ""))) {
            start(router);

            assertThat(systemd.receive()).contains("READY=1");
            String why = "no interface of this host has the address 10.9.9.9";
            assertThat(systemd.receive()).contains("STATUS=" + why);
            assertThat(router.condition().health()).isEqualTo(Health.unhealthy(why, 1, 1));
            assertThat(namespaces.sh("a", "ip route show proto 158"))
                    .contains("172.31.0.0/16 via 192.168.101.2 dev vxlan1001");
        }
    }

    @Test
    void anOverlayOfAHostHasOneRouter() throws Exception {
        try (Router router = router(Map.of(), overlay(0, ""), overlay(1, ""));
                Router another = router(Map.of(), overlay(2, ""), overlay(1, ""))) {
            start(router);
            await("it has begun", () -> router.condition().health().problem().isPresent());
            await("the overlays are taken", () -> lines.size() > 1);

            assertThatThrownBy(another::run)
                    .isInstanceOf(HostException.class)
                    .hasMessage(
                            "another router of this host keeps overlay docker-router/vni1001 already")
                    .extracting(e -> ((HostException) e).advice())
                    .isEqualTo(
                            "end one of them; `ss -xap | grep '@vxplan:docker-router/vni1001'` as root names its process");
            assertThat(namespaces.sh("a", "ss -xap"))
                    .contains("@vxplan:docker-router/vni1001")
                    .doesNotContain("@vxplan:docker-router/vni1002");
        }
    }

    @Test
    void aRouterOfAnotherOverlayIsNotInTheWay() throws Exception {
        discovers();
        try (Router router = router(Map.of(), overlay(0, ""));
                Router another = router(Map.of(), overlay(1, ""))) {
            start(router);
            start(another);

            Health well = Health.well(1, 1);
            await("one is well", () -> router.condition().health().equals(well));
            await("so is the other", () -> another.condition().health().equals(well));
        }
    }
}

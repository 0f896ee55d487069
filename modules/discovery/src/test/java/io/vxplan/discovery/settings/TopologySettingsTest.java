package io.vxplan.discovery.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.peers.Patience;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.discovery.Way;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopologySettingsTest {
    private static final HostName H1 = new HostName("h1");
    private static final String INVENTORY =
            """
            all:
              hosts:
                h1: { vxplan_underlay: 198.18.0.1 }
                h2: { vxplan_underlay: 198.18.0.2 }
            """;
    private static final String TOPOLOGY =
            """
            version: 1
            name: demo
            overlays:
              blue:
                vni: 1000
                subnets: [10.0.0.0/24]
                membership: { discovered: prod }
                networks:
                  172.20.0.0/16: { behind: h1 }
                  172.21.0.0/16: { behind: h2 }
              red:
                vni: 1001
                port: 8472
                subnets: [10.0.1.0/24]
                membership: { discovered: prod }
                members: { h1: { underlay: 198.19.0.1, mac: 02:00:00:00:00:01 } }
              green: { vni: 1002, subnets: [10.0.2.0/24] }
              other: { vni: 1003, subnets: [10.0.3.0/24], membership: { discovered: lan } }
            discovery:
              lan: {}
              prod:
                mode: etcd
                etcd_endpoints: [e1:2379, e2:2379]
                announce_interval: 5
                peer_timeout: 20s
                log_level: debug
            """;

    private static Parsed<Settings> read(Map<String, String> environment) {
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(INVENTORY.getBytes(UTF_8)),
                                "inventory.yaml")
                        .value()
                        .orElseThrow();
        Parsed<Topology> topology = TopologyReader.read(TOPOLOGY, "topology.yaml", inventory);
        assertThat(topology.problems()).isEmpty();
        Located<IpAddress> address =
                new Located<>(IpAddress.parse("10.0.0.7"), new Location("lock", 1, 1));
        return TopologySettings.of(
                new HostOverlays(
                        topology.value().orElseThrow(),
                        new Allocations(
                                new TreeMap<>(
                                        Map.of(
                                                "blue",
                                                new TreeMap<>(Map.of(H1, List.of(address)))))),
                        H1,
                        "prod"),
                environment);
    }

    @Test
    void aStackForEachOverlayOfThatDiscovery() {
        Parsed<Settings> parsed =
                read(Map.of("ETCD_USERNAME", "u", "ETCD_PASSWORD", "hush", "DISCOVERY_KEY", ""));

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value())
                .contains(
                        new Settings(
                                List.of(
                                        new OwnStack(
                                                "h1",
                                                new Vni(1000),
                                                Optional.of(IpAddress.parse("10.0.0.7")),
                                                List.of(Prefix.parse("172.20.0.0/16")),
                                                4789,
                                                Optional.of(IpAddress.parse("198.18.0.1")),
                                                Optional.of(
                                                        MacAddress.derived(
                                                                "vxlan", "demo", "blue", "h1"))),
                                        new OwnStack(
                                                "h1",
                                                new Vni(1001),
                                                Optional.empty(),
                                                List.of(),
                                                8472,
                                                Optional.of(IpAddress.parse("198.19.0.1")),
                                                Optional.of(
                                                        MacAddress.parse("02:00:00:00:00:01")))),
                                Optional.of(IpAddress.parse("198.18.0.1")),
                                new Way.Etcd(
                                        List.of("e1:2379", "e2:2379"),
                                        "/docker-router/discovery",
                                        Duration.ofSeconds(30),
                                        Optional.of(new Way.Etcd.Login("u", new Secret("hush"))),
                                        new Way.Etcd.Tls(Optional.empty(), Optional.empty())),
                                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20)),
                                LogLevel.DEBUG));
    }

    @Test
    void aVariableWins() {
        Settings settings =
                read(Map.of("LOG_LEVEL", "warn", "HOST_IP", "198.18.7.7", "PEER_TIMEOUT", "1m"))
                        .value()
                        .orElseThrow();

        assertThat(settings.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(settings.hostIp()).contains(IpAddress.parse("198.18.7.7"));
        assertThat(settings.patience().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(read(Map.of("ANNOUNCE_INTERVAL", "15")).problems())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "topology.yaml:25:19: error: peer_timeout is 20s, less than two announce intervals of 15s; one lost message must lose no peer: it must be at least 30s");
    }
}

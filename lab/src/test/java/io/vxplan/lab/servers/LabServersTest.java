package io.vxplan.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.model.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabServersTest {
    private static final String INVENTORY =
            "{all: {hosts: {h1: {ansible_host: 198.18.0.1}, h2: {ansible_host: 198.18.0.2}}}}";

    @TempDir private static Path folder;

    /// @param entries of `discovery`, each with an overlay of its own
    private static List<LabServer> servers(String... entries) {
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(
                                        INVENTORY.getBytes(StandardCharsets.UTF_8)),
                                "inventory.yaml")
                        .value()
                        .orElseThrow();
        StringBuilder overlays = new StringBuilder();
        StringBuilder discovery = new StringBuilder("unused: {mode: dns, dns_domain: x.example}\n");
        for (int i = 0; i < entries.length; i++) {
            overlays.append(
                    "  o%1$d: {vni: 10%1$d, subnets: 10.0.%1$d.0/24, membership: {discovered: d%1$d}}\n"
                            .formatted(i));
            discovery.append("  d%d: %s\n".formatted(i, entries[i]));
        }
        Parsed<Topology> topology;
        try {
            Path file =
                    Files.writeString(
                            folder.resolve("topology.yaml"),
                            "version: 1\nname: t\noverlays:\n%sdiscovery:\n  %s"
                                    .formatted(overlays, discovery));
            Files.writeString(folder.resolve("tsig.key"), "c2VjcmV0\n");
            Files.writeString(folder.resolve("password"), "hush\n");
            topology = TopologyReader.readFile(file, "topology.yaml", inventory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(topology.problems()).isEmpty();
        return LabServers.of(topology.value().orElseThrow());
    }

    @Test
    void oneEtcdAnswersAtAllAddressesOfACluster() {
        List<LabServer> servers =
                servers(
                        "{mode: etcd, etcd_endpoints: [198.18.0.9:2379, \"http://[fd00::9]:2379\"]}",
                        "{mode: etcd, etcd_endpoints: [198.18.0.9:2379, \"[fd00::9]:2379\"]}");
        assertThat(servers).hasSize(1);
        assertThat(servers.getFirst().name()).isEqualTo("etcd1");
        assertThat(servers.getFirst().command())
                .contains("--listen-client-urls=http://198.18.0.9:2379,http://[fd00::9]:2379");
    }

    @Test
    void oneBindHasTheZonesOfSeveralEntries() {
        List<LabServer> servers =
                servers(
                        "{mode: dns, dns_domain: a.example, dns_server: 198.18.0.53}",
                        "{mode: dns, dns_domain: b.example., dns_server: \"198.18.0.53:53\","
                                + " dns_tsig_name: stacks, dns_tsig_key_file: tsig.key}");
        assertThat(servers).hasSize(1);
        assertThat(servers.getFirst().files(Path.of("/lab")))
                .containsOnlyKeys("named.conf", "a.example.zone", "b.example.zone")
                .containsEntry(
                        "named.conf",
                        """
                        options {
                            directory "/lab"; pid-file none; session-keyfile none;
                            listen-on port 53 { 198.18.0.53; };
                            listen-on-v6 { none; };
                            recursion no; notify no; dnssec-validation no;
                        };
                        controls { };
                        key "stacks" { algorithm hmac-sha256; secret "c2VjcmV0"; };
                        zone "a.example" { type primary; file "a.example.zone"; allow-update { any; }; };
                        zone "b.example" { type primary; file "b.example.zone"; update-policy { grant "stacks" zonesub ANY; }; };
                        """);
    }

    @Test
    void whatNeedsNoServerOrHasItOnAHostGetsNone() {
        assertThat(
                        servers(
                                "{mode: multicast}",
                                "{mode: gossip, gossip_seeds: 198.18.0.9}",
                                "{mode: etcd, etcd_endpoints: [198.18.0.1:2379, 198.18.0.2:2379]}",
                                "{mode: dns, dns_domain: a.example, dns_server: 198.18.0.2}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{mode: etcd, etcd_endpoints: etcd.example:2379} | topology.yaml:7:36: discovery 'd0' names the server 'etcd.example:2379': a lab starts servers at addresses, and knows no names",
                "{mode: etcd, etcd_endpoints: https://198.18.0.9:2379} | topology.yaml:7:3: the etcd that a lab starts has no TLS and no users, and discovery 'd0' wants them",
                "{mode: etcd, etcd_endpoints: 198.18.0.9:2379, username: u, password_file: password} | topology.yaml:7:3: the etcd that a lab starts has no TLS and no users, and discovery 'd0' wants them",
                "{mode: dns, dns_domain: a.example} | topology.yaml:7:3: in a lab discovery 'd0' needs `dns_server`: nobody there could be asked for it",
            })
    void refusesWhatALabCantHave(String entry, String message) {
        assertThatThrownBy(() -> servers(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

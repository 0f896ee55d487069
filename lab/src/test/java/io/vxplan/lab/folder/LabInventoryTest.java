package io.vxplan.lab.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.inventory.yaml.YamlWriter;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabInventoryTest {
    private static final String WRITTEN =
            """
            all:
              vars: { quoted: "no", plain: no, greeting: "{{ plain }} you" }
              children:
                web:
                  hosts:
                    h1:
                      ansible_host: 198.18.0.1
                      ansible_port: 2222
                      ansible_password: hush
                      vxplan_topology: elsewhere.yaml
              hosts:
                spare: { ansible_host: spare.example }
            """;

    private static String inventory(Map<String, String> ofH1) {
        Inventory inventory =
                InventoryReader.read(
                                new ByteArrayInputStream(WRITTEN.getBytes(StandardCharsets.UTF_8)),
                                "inventory")
                        .value()
                        .orElseThrow();
        String written =
                "{version: 1, name: t, overlays: {blue: {vni: 1, hosts: web, subnets: [10.0.0.0/24]}}}";
        Topology topology =
                TopologyReader.read(written, "topology", inventory).value().orElseThrow();
        SortedMap<HostName, SortedMap<String, String>> connections = new TreeMap<>();
        connections.put(new HostName("h1"), new TreeMap<>(ofH1));
        return YamlWriter.write(LabInventory.of(inventory, topology, connections));
    }

    @Test
    void hostsAreReachedAsTheLabSays() {
        Map<String, String> lab =
                Map.of("ansible_connection", "netns", "vxplan_netns", "/run/netns/t.host.h1");
        assertThat(inventory(lab))
                .isEqualTo(
                        """
                        "all":
                          "children":
                            "web":
                              "hosts":
                                "h1": {}
                          "hosts":
                            "h1":
                              "ansible_connection": "netns"
                              "ansible_host": "198.18.0.1"
                              "greeting": "{{ plain }} you"
                              "plain": no
                              "quoted": "no"
                              "vxplan_netns": "/run/netns/t.host.h1"
                              "vxplan_underlay": "198.18.0.1"
                            "spare":
                              "greeting": "{{ plain }} you"
                              "plain": no
                              "quoted": "no"
                        """);
    }

    @Test
    void whatTheLabSaysComesFirst() {
        assertThat(inventory(Map.of("ansible_host", "10.1.1.1", "plain", "yes")))
                .contains(
                        """
                            "h1":
                              "ansible_host": "10.1.1.1"
                              "greeting": "{{ plain }} you"
                              "plain": "yes"
                        """)
                .contains("\"vxplan_underlay\": \"198.18.0.1\"")
                .doesNotContain("hush", "2222", "elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 'yes'",
                "a: yes",
                "a: |\n  two\n  lines\n",
                "a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n",
                "a: \"colon: # and \\\"quote\\\" \\t\"",
                "a: [1, '1', 1.0, ~, '', {b: []}]",
                "'{{ x }}': \"é €\""
            })
    void whatIsWrittenReadsTheSame(String yaml) {
        String once = rewritten(yaml);
        assertThat(rewritten(once)).isEqualTo(once);
        assertThat(facts(once)).isEqualTo(facts(yaml));
    }

    private static String rewritten(String yaml) {
        return YamlWriter.write(YamlReader.read(yaml, "text").root().orElseThrow());
    }

    /// The document without places.
    private static String facts(String yaml) {
        return YamlReader.read(yaml, "text")
                .root()
                .orElseThrow()
                .toString()
                .replaceAll("at=[^,\\]]*, ", "");
    }
}

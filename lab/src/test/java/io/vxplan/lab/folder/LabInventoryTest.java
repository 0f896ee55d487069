package io.vxplan.lab.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.inventory.yaml.YamlWriter;
import io.vxplan.lab.folder.LabInventory.Access;
import io.vxplan.model.Topology;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private static String inventory(Access access) {
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
        return YamlWriter.write(
                LabInventory.of(
                        inventory, topology, access, host -> Path.of("/run/netns/t.host." + host)));
    }

    @Test
    void hostsAreReachedByTheirNamespaces() {
        assertThat(inventory(new Access.Namespaces()))
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
                              "vxplan_services": "none"
                              "vxplan_underlay": "198.18.0.1"
                            "spare":
                              "ansible_connection": "netns"
                              "greeting": "{{ plain }} you"
                              "plain": no
                              "quoted": "no"
                              "vxplan_netns": "/run/netns/t.host.spare"
                              "vxplan_services": "none"
                        """);
    }

    @Test
    void orBySshFromTheUnderlay() {
        Access ssh =
                new Access.Ssh(
                        Path.of("/run/netns/t.underlay"),
                        Path.of("/l/client"),
                        Path.of("/l/known"));
        assertThat(inventory(ssh))
                .contains(
                        """
                            "h1":
                              "ansible_connection": "ssh"
                              "ansible_host": "198.18.0.1"
                              "ansible_ssh_private_key_file": "/l/client"
                              "ansible_user": "root"
                        """)
                .contains("\"vxplan_known_hosts\": \"/l/known\"")
                .contains("\"vxplan_socket_netns\": \"/run/netns/t.underlay\"")
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

package io.vxplan.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String ROUTING =
            """
            version: 1
            stack_id: stack-a
            vni: 1000
            vxlan_subnet: 192.168.100.0/24
            local_vxlan_ip: 192.168.100.1
            remote_stacks:
              - stack_id: stack-b
                vxlan_gateway: 192.168.100.2
                networks:
                  - subnet: 172.21.0.0/16
            """;
    private static final String STATE =
            """
            {"version": 1, "last_update": "2026-01-15T10:30:00Z", "peers": [
              {"stack_id": "stack-b", "host_ip": "fd00::2", "vxlan_endpoint": "[fd00::2]:4789", "vni": 1000,
               "last_seen": "2026-01-15T10:29:45Z", "status": "active"}]}
            """;

    @TempDir private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        Files.writeString(folder.resolve("discovery.json"), STATE);
    }

    private Said run(String rest) {
        return Said.in(folder, "import docker-router routing.yaml" + rest);
    }

    @Test
    void whatItWritesIsValid() throws IOException {
        Said said = run(" --state discovery.json --address stack-a=fd00::1 --output-dir ./out");

        assertThat(said)
                .isEqualTo(
                        new Said(
                                ExitCode.DONE,
                                "",
                                "wrote ./out/inventory.yaml\nwrote ./out/topology.yaml\n"));
        assertThat(Files.readString(folder.resolve("out/inventory.yaml")))
                .endsWith(
                        """
                          hosts:
                            stack-a: { ansible_host: "fd00::1" }
                            stack-b: { ansible_host: "fd00::2" }
                        """);
        assertThat(Said.in(folder, "validate ./out/inventory.yaml").exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void withoutAFolderItPrintsAndSaysWhatIsMissing() {
        Said said = run("");

        assertThat(said.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(said.results()).startsWith("# inventory.yaml\n").contains("\n# topology.yaml\n");
        assertThat(said.messages())
                .isEqualTo(
                        """
                        routing.yaml:2:11: warning: it is not said where stack 'stack-a' is; set ansible_host in inventory.yaml, or give --address or --state
                        routing.yaml:7:15: warning: it is not said where stack 'stack-b' is; set ansible_host in inventory.yaml, or give --address or --state
                        """);
    }

    @Test
    void whatTheUserHasWrittenStays() throws IOException {
        run(" --output-dir ./out");
        Path topology = folder.resolve("out/topology.yaml");
        Files.writeString(topology, "mine");

        Said refused = run(" --state discovery.json --output-dir ./out");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(refused.messages())
                .contains(
                        """
                        ./out/inventory.yaml: error: it is there already, and vxplan has not made it; choose another --output-dir, or say --force to overwrite it
                        ./out/topology.yaml: error: it is there already, and vxplan has not made it; choose another --output-dir, or say --force to overwrite it
                        """);
        assertThat(topology).hasContent("mine");
        assertThat(run(" --output-dir ./out --force").messages())
                .endsWith("wrote ./out/topology.yaml\n");
    }

    @Test
    void everyMistakeIsToldAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("routing.yaml"),
                ROUTING.replace("version: 1", "version: 2").replace("100.2", "101.2"));
        Files.writeString(folder.resolve("discovery.json"), "{}");

        Said said = run(" --state discovery.json --address stack-a=x");

        assertThat(said)
                .isEqualTo(
                        new Said(
                                ExitCode.ERROR,
                                "",
                                """
                                --address: error: 'x' of stack 'stack-a' is no address; it must be an IP address
                                discovery.json: error: can't read it: version 0 is not 1; it must be what `vxplan discovery run` writes
                                routing.yaml:1:10: error: version is '2'; it must be 1, the only version there is
                                routing.yaml:8:20: error: vxlan_gateway 192.168.101.2 is no host address of vxlan_subnet 192.168.100.0/24; choose one between 192.168.100.1 and 192.168.100.254
                                """));
    }
}

package io.vxplan.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
    private static final String DISCOVERY =
            """
            {"version": 1, "last_update": "2026-01-15T10:30:00Z", "peers": [
              {"stack_id": "stack-b", "host_ip": "10.0.2.6", "vxlan_endpoint": "10.0.2.6:4789", "vni": 1000,
               "vxlan_ip": "192.168.100.2", "networks": ["172.21.0.0/16", "172.22.0.0/16"],
               "last_seen": "2026-01-15T10:29:45Z", "status": "active"},
              {"stack_id": "c", "host_ip": "10.0.2.7", "vxlan_endpoint": "10.0.2.7:4789", "vni": 1000,
               "last_seen": "2026-01-15T10:29:45Z", "status": "stale"}]}
            """;
    private static final String ROUTES =
            """
            {"routes": [{"destination": "172.21.0.0/16", "next_hop": "192.168.100.2",
              "interface": "vxlan1000", "source": "discovery"}]}
            """;

    @TempDir private Path folder;

    private Said show(String arguments) {
        String words = "show %s --state-dir %s --run-dir %s".formatted(arguments, folder, folder);
        return Said.in(folder, words);
    }

    @Test
    void peers() throws IOException {
        Files.writeString(folder.resolve("discovery.json"), DISCOVERY);
        assertThat(show("peers"))
                .isEqualTo(
                        new Said(
                                ExitCode.DONE,
                                """
                                STACK ID  VNI   STATUS  HOST IP   VXLAN ENDPOINT  VXLAN IP       NETWORKS                     LAST SEEN
                                stack-b   1000  active  10.0.2.6  10.0.2.6:4789   192.168.100.2  172.21.0.0/16,172.22.0.0/16  2026-01-15T10:29:45Z
                                c         1000  stale   10.0.2.7  10.0.2.7:4789                                               2026-01-15T10:29:45Z
                                """,
                                ""));
    }

    @Test
    void routesAsJson() throws IOException {
        Files.writeString(folder.resolve("routes.json"), ROUTES);
        assertThat(show("routes --output json").results())
                .isEqualToIgnoringWhitespace(
                        """
                        {"format_version": 1, "routes": [{"destination": "172.21.0.0/16",
                         "next_hop": "192.168.100.2", "interface": "vxlan1000", "source": "discovery"}]}
                        """);
    }

    @Test
    void numbersAndListsAreSuchInJson() throws IOException {
        Files.writeString(folder.resolve("discovery.json"), DISCOVERY);
        Files.writeString(folder.resolve("routes.json"), ROUTES);
        assertThat(show("peers --output json").results())
                .contains("\"vni\" : 1000,")
                .contains("\"networks\" : [ \"172.21.0.0/16\", \"172.22.0.0/16\" ],")
                .contains("\"networks\" : [ ],");
        assertThat(show("status --output json").results())
                .containsPattern("\"what\" : \"peers_active\",\\s+\"value\" : 1\\s")
                .containsPattern("\"what\" : \"routes\",\\s+\"value\" : 1\\s")
                .containsPattern("\"what\" : \"vxlan_devices\",\\s+\"value\" : \\[");
    }

    @Test
    void aFileThatIsMissingOrNoneIsTold() throws IOException {
        assertThat(show("peers"))
                .isEqualTo(
                        new Said(
                                ExitCode.ERROR,
                                "",
                                "error: can't read discovery.json: no such file or folder; `vxplan discovery run` writes it; say where by --state-dir\n"));
        assertThat(show("routes").messages())
                .isEqualTo(
                        "error: can't read routes.json: no such file or folder; `vxplan router run` writes it; say where by --run-dir\n");
        Files.writeString(folder.resolve("routes.json"), "{");
        assertThat(show("routes").messages())
                .startsWith("error: routes.json is not as it should be: ");
        Files.writeString(folder.resolve("discovery.json"), "[]");
        assertThat(show("peers").messages())
                .startsWith("error: discovery.json is not as it should be: ");
    }

    @Test
    void statusShowsWhatThereIs() throws IOException {
        Files.writeString(folder.resolve("discovery.json"), DISCOVERY);
        Said said = show("status");
        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages()).startsWith("error: can't read routes.json");
        assertThat(said.results())
                .contains("peers_active           1\n", "peers_stale            1\n")
                .contains("fdb_entries            ");
    }
}

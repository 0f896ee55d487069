package io.vxplan.cli.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterRunTest {
    @TempDir private Path folder;

    private Said run() {
        return Said.in(folder, "router run --config routing.yaml --state-dir ./state");
    }

    @Test
    void aFileThatIsMissingIsTold() {
        assertThat(run())
                .isEqualTo(
                        new Said(
                                ExitCode.ERROR,
                                "",
                                "routing.yaml: error: there is no such file\n"));
    }

    @Test
    void everyMistakeIsToldAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("routing.yaml"),
                """
                version: 1
                stack_id: a
                vni: 1000
                vxlan_subnet: 192.168.100.0/24
                local_vxlan_ip: 192.168.101.1
                network: []
                """);

        assertThat(run())
                .isEqualTo(
                        new Said(
                                ExitCode.ERROR,
                                "",
                                """
                                routing.yaml:5:17: error: local_vxlan_ip 192.168.101.1 is no host address of vxlan_subnet 192.168.100.0/24; choose one between 192.168.100.1 and 192.168.100.254
                                routing.yaml:6:1: error: unknown key 'network' in the routing file; did you mean 'networks'?
                                """));
    }
}

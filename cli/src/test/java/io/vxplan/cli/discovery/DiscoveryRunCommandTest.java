package io.vxplan.cli.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryRunCommandTest {
    @TempDir private Path folder;

    private Said run(String settings) throws IOException {
        Files.writeString(folder.resolve("discovery.yaml"), settings);
        return Said.in(folder, "discovery run --config discovery.yaml --state-dir ./state");
    }

    @Test
    void mistakes() throws IOException {
        Said said = run("discovery: {mode: multicats, prot: 4790}\nstacks: [{stack_id: a}]\n");

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .isEqualTo(
                        """
                        discovery.yaml:1:19: error: mode is 'multicats'; did you mean 'multicast'?
                        discovery.yaml:1:30: error: unknown key 'prot' in 'discovery'; did you mean 'port'?
                        discovery.yaml:2:10: error: a stack of 'stacks' has no 'vni'; give it a number from 1 to 16777215
                        """);
    }

    @Test
    void noCommand() {
        assertThat(Said.in(folder, "discovery").messages()).contains("a command is missing");
    }
}

package io.vxplan.cli.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"gossip"})
    void modesThatAreToCome(String mode) throws IOException {
        Said said =
                run(
                        "discovery: {host_ip: 10.0.0.1, mode: %s}\nstacks: [{stack_id: a, vni: 7}]\n"
                                .formatted(mode));

        assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(said.messages())
                .isEqualTo(
                        "error: discovery can't run: the mode %s can't be used yet; set DISCOVERY_MODE to multicast, dns or etcd\n"
                                .formatted(mode.replaceFirst(",.*", "")));
    }

    @Test
    void noCommand() {
        assertThat(Said.in(folder, "discovery").messages()).contains("a command is missing");
    }
}

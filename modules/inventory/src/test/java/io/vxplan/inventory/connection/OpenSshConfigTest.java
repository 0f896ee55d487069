package io.vxplan.inventory.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.connection.SshConfig.Destination;
import io.vxplan.model.Connection;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the real client.
class OpenSshConfigTest {
    @TempDir Path folder;
    private Path config = Path.of("");

    @BeforeEach
    void writeConfig() throws IOException {
        config = folder.resolve("config");
        Path key = Files.createFile(folder.resolve("key"));
        Files.writeString(
                config,
                """
                Host h1
                    HostName %%h.example.com
                    Port 2222
                    User admin
                    IdentityFile %s
                    IdentityFile /nowhere/key
                    UserKnownHostsFile /tmp/known
                    GlobalKnownHostsFile none
                    ConnectTimeout 7
                    ProxyJump inner
                Host inner
                    Port 2201
                    ProxyJump ops@outer
                Host nc
                    ProxyCommand nc %%h %%p
                Host there
                    ProxyJump back
                Host back
                    ProxyJump there
                """
                        .formatted(key));
    }

    private Ssh ssh(String host, String variables) throws IOException {
        Parsed<Connection> parsed = parse(host, variables);
        assertThat(parsed.problems()).isEmpty();
        return (Ssh) parsed.value().orElseThrow();
    }

    private Parsed<Connection> parse(String host, String variables) throws IOException {
        Path file = folder.resolve("inventory.yaml");
        Files.writeString(
                file,
                "all: { hosts: { %s: { ansible_ssh_args: -F %s, %s } } }"
                        .formatted(host, config, variables));
        Inventory inventory = InventoryReader.read(file).value().orElseThrow();
        return new Connections(inventory, new OpenSshConfig()).of(new HostName(host));
    }

    @Test
    void configurationFillsIn() throws IOException {
        Ssh ssh = ssh("h1", "");

        assertThat(ssh.address()).isEqualTo("h1.example.com");
        assertThat(ssh.port()).isEqualTo(2222);
        assertThat(ssh.user()).isEqualTo("admin");
        assertThat(ssh.keyFiles()).containsExactly(folder.resolve("key"));
        assertThat(ssh.knownHosts()).containsExactly(Path.of("/tmp/known"));
        assertThat(ssh.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ssh.jumps())
                .extracting(hop -> hop.user() + "@" + hop.address() + ":" + hop.port())
                .containsExactly("ops@outer:22", System.getProperty("user.name") + "@inner:2201");
    }

    @Test
    void inventoryWins() throws IOException {
        Ssh ssh =
                ssh(
                        "other",
                        "ansible_host: h1, ansible_port: 1, ansible_user: me, ansible_timeout: 9,"
                                + " ansible_private_key_file: /k, vxplan_known_hosts: /kh,"
                                + " ansible_ssh_common_args: -J direct");

        assertThat(ssh.address()).isEqualTo("h1.example.com");
        assertThat(ssh.port()).isEqualTo(1);
        assertThat(ssh.user()).isEqualTo("me");
        assertThat(ssh.keyFiles()).containsExactly(Path.of("/k"));
        assertThat(ssh.knownHosts()).containsExactly(Path.of("/kh"));
        assertThat(ssh.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(ssh.jumps()).extracting(Ssh::address).containsExactly("direct");
    }

    @Test
    void nothingConfiguredMeansDefaults() throws IOException {
        Ssh ssh = ssh("h2", "");

        assertThat(ssh.address()).isEqualTo("h2");
        assertThat(ssh.keyFiles()).isEmpty();
        assertThat(ssh.jumps()).isEmpty();
        assertThat(ssh.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void refusesCircles() throws IOException {
        assertThat(parse("x", "ansible_ssh_common_args: -J there").problems())
                .extracting(Diagnostic::summary)
                .containsExactly("there are more than 8 jump hosts");
    }

    @Test
    void refusesOtherProxyCommands() throws IOException {
        assertThat(parse("nc", "").problems())
                .extracting(Diagnostic::summary)
                .containsExactly("vxplan runs no ProxyCommand, but for `ssh -W %h:%p [user@]host`");
    }

    @Test
    void saysWhatSshSays() throws IOException {
        Files.writeString(config, "Prot 22\n");
        Destination destination =
                new Destination("-h1", Optional.empty(), Optional.empty(), Optional.of(config));

        assertThat(new OpenSshConfig().of(destination).problems())
                .singleElement()
                .asString()
                .startsWith("error: `ssh -G -F %s -- -h1` failed: ".formatted(config));
    }
}

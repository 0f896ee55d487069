package io.vxplan.inventory.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Connection;
import io.vxplan.model.Connection.Become;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
    private static final HostName HOST = new HostName("h1");
    private static final String USER = System.getProperty("user.name");
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    private static Parsed<Connection> of(String variables, SshConfig config) {
        String text = "all: { hosts: { h1: {\n" + variables + "\n} } }\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Parsed<Inventory> inventory = InventoryReader.read(new ByteArrayInputStream(bytes), "f");
        assertThat(inventory.problems()).isEmpty();
        return new Connections(inventory.value().orElseThrow(), config).of(HOST);
    }

    private static Connection connection(String variables) {
        Parsed<Connection> parsed = of(variables, SshConfig.NONE);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    private static Ssh ssh(String variables) {
        return (Ssh) connection(variables);
    }

    @Test
    void defaultsAreThoseOfSsh() {
        assertThat(connection(""))
                .isEqualTo(
                        new Ssh(
                                "h1",
                                22,
                                USER,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Become.NONE,
                                List.of(),
                                Duration.ofSeconds(10),
                                Optional.empty()));
    }

    @Test
    void variablesSayEverything() {
        Ssh ssh =
                ssh(
                        """
                        ansible_connection: smart,
                        ansible_host: 192.0.2.1,
                        ansible_port: 2222,
                        ansible_user: admin,
                        ansible_password: 123456,
                        ansible_ssh_private_key_file: ~/.ssh/lab,
                        vxplan_ssh_passphrase: open,
                        ansible_become: yes,
                        ansible_become_user: root,
                        ansible_become_password: sesame,
                        ansible_timeout: 30,
                        vxplan_known_hosts: [/tmp/a, /tmp/b],
                        vxplan_socket_netns: underlay,
                        """);

        assertThat(ssh.address()).isEqualTo("192.0.2.1");
        assertThat(ssh.port()).isEqualTo(2222);
        assertThat(ssh.user()).isEqualTo("admin");
        assertThat(ssh.password().orElseThrow().reveal()).isEqualTo("123456");
        assertThat(ssh.keyFiles()).containsExactly(HOME.resolve(".ssh/lab"));
        assertThat(ssh.passphrase().orElseThrow().reveal()).isEqualTo("open");
        assertThat(ssh.become().enabled()).isTrue();
        assertThat(ssh.become().password().orElseThrow().reveal()).isEqualTo("sesame");
        assertThat(ssh.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ssh.knownHosts()).containsExactly(Path.of("/tmp/a"), Path.of("/tmp/b"));
        assertThat(ssh.socketNamespace()).contains(Path.of("/run/netns/underlay"));
        assertThat(ssh.toString()).doesNotContain("123456", "open", "sesame");
    }

    @Test
    void secretsMayStandElsewhere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("passphrase"), "open\n");
        Ssh ssh =
                ssh(
                        """
                        ansible_become: yes,
                        ansible_become_password: old,
                        vxplan_become_password_command: echo sesame,
                        vxplan_ssh_password_env: HOME,
                        vxplan_ssh_passphrase_file: %s,
                        """
                                .formatted(file));

        assertThat(ssh.password().orElseThrow().reveal()).isEqualTo(System.getenv("HOME"));
        assertThat(ssh.passphrase().orElseThrow().reveal()).isEqualTo("open");
        assertThat(ssh.become().password().orElseThrow().reveal()).isEqualTo("sesame");
    }

    @Test
    void ofOneThatIsNotThereIsSaidWhy() {
        assertThat(
                        of(
                                        """
                                        ansible_become: yes,
                                        vxplan_become_password_command: false hush,
                                        vxplan_ssh_password_file: /none
                                        """,
                                        SshConfig.NONE)
                                .problems())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "f:4:27: error: vxplan_ssh_password_file can't be used; no such file or folder",
                        "f:3:33: error: vxplan_become_password_command can't be used; false ended with exit code 1");
        // Nobody becomes root.
        connection("vxplan_become_password_command: 'false hush'");
    }

    @Test
    void ofTwoNamesOfOneThingTheLastOneCounts() {
        Ssh ssh =
                ssh(
                        "ansible_ssh_host: new, ansible_host: old, ansible_user: u, ansible_ssh_user: ~");

        assertThat(ssh.address()).isEqualTo("new");
        assertThat(ssh.user()).isEqualTo("u");
    }

    @Test
    void templatesKnowTheFolder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("inventory.yaml");
        Files.writeString(
                file,
                """
                all:
                  vars:
                    ansible_ssh_private_key_file: "{{ inventory_dir }}/keys/{{ inventory_hostname }}"
                    ansible_user: "{{ nobody }}"
                  hosts:
                    h1: { ansible_user: "{{ group_names[0] }}" }
                """);
        Inventory inventory = InventoryReader.read(file).value().orElseThrow();

        Ssh ssh = (Ssh) new Connections(inventory, SshConfig.NONE).of(HOST).value().orElseThrow();

        assertThat(ssh.keyFiles()).containsExactly(folder.resolve("keys/h1"));
        assertThat(ssh.user()).isEqualTo("ungrouped");
    }

    @Test
    void localAndNamespaces() {
        assertThat(connection("ansible_connection: local")).isEqualTo(new Connection.Local());
        assertThat(connection("ansible_connection: netns, vxplan_netns: lab-h1"))
                .isEqualTo(new Connection.Namespace(Path.of("/run/netns/lab-h1")));
        assertThat(connection("ansible_connection: netns, vxplan_netns: /proc/17/ns/net"))
                .isEqualTo(new Connection.Namespace(Path.of("/proc/17/ns/net")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    -o ProxyJump=bastion                                      | USER@bastion:22
                    -J ops@a:2201,b                                           | ops@a:2201 USER@b:22
                    -qJops@[2001:db8::1]:2201                                 | ops@2001:db8::1:2201
                    -o 'ProxyJump ssh://ops@a:2201'                           | ops@a:2201
                    -C -o ControlMaster=auto -oProxyJump=a -oProxyJump=b      | USER@a:22
                    -o ProxyCommand="ssh -W %h:%p -q ops@bastion"             | ops@bastion:22
                    -o "ProxyCommand=ssh -p 2201 -i /k -l me -W %h:%p bastion"| me@bastion:2201
                    -o ProxyJump=none                                         |
                    """)
    void jumps(String arguments, @Nullable String hops) {
        Ssh ssh = ssh("ansible_ssh_common_args: '" + arguments.replace("'", "''") + "'");

        String found =
                ssh.jumps().stream()
                        .map(hop -> hop.user() + "@" + hop.address() + ":" + hop.port())
                        .reduce((a, b) -> a + " " + b)
                        .orElse("");
        assertThat(found).isEqualTo(hops == null ? "" : hops.replace("USER", USER));
    }

    @Test
    void jumpHostsGetTheTargetsKeysAndNothingElse() {
        Ssh hop =
                ssh("ansible_ssh_common_args: -J a, ansible_private_key_file: /k, ansible_become: yes,"
                                + " ansible_password: p, vxplan_known_hosts: /kh, ansible_port: 99")
                        .jumps()
                        .getFirst();

        assertThat(hop.keyFiles()).containsExactly(Path.of("/k"));
        assertThat(hop.knownHosts()).containsExactly(Path.of("/kh"));
        assertThat(hop.password()).isEmpty();
        assertThat(hop.become()).isEqualTo(Become.NONE);
        assertThat(hop.port()).isEqualTo(22);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ansible_connection: shh            | f:2:21: error: vxplan has no connection 'shh'; did you mean 'ssh'?
                    ansible_connection: docker         | f:2:21: error: vxplan has no connection 'docker'; it has ssh, local and netns
                    ansible_connection: netns          | f:1:17: error: a host in a network namespace needs 'vxplan_netns'; the name or the path of the namespace
                    ansible_port: 70000                | f:2:15: error: ansible_port or ansible_ssh_port must be a number from 1 to 65535
                    ansible_port: none                 | f:2:15: error: ansible_port or ansible_ssh_port must be a number from 1 to 65535
                    ansible_timeout: 0                 | f:2:18: error: ansible_timeout or ansible_ssh_timeout must be a number from 1 to 3600
                    ansible_become: maybe              | f:2:17: error: ansible_become must be yes or no
                    ansible_become: yes, ansible_become_method: su | f:2:45: error: vxplan becomes root with sudo only; leave ansible_become_method out, or log in as root
                    ansible_password: !vault x         | f:2:19: error: the value is encrypted with ansible-vault, and vxplan does not decrypt; give it in plain text, or use an SSH key, the agent and sudo without a password
                    ansible_password: 0123             | f:2:19: error: this must be a string, not a number; quote it
                    ansible_host: [a, b]               | f:2:15: error: this must be a string, not a list
                    ansible_ssh_common_args: "-o 'x"   | f:2:26: error: a quote or backslash at the end closes nothing
                    ansible_ssh_common_args: -J a:b:c  | f:2:26: error: 'a:b:c' is no jump host, which is [user@]host[:port]; name the way with ProxyJump
                    ansible_ssh_common_args: -o        | f:2:26: error: bad ssh arguments: the last option has no value
                    ansible_ssh_common_args: -p x      | f:2:26: error: bad ssh arguments: 'x' is no port
                    ansible_ssh_common_args: -o ProxyCommand='nc %h %p' | f:2:26: error: vxplan runs no ProxyCommand, but for `ssh -W %h:%p [user@]host`; name the way with ProxyJump
                    """)
    void saysWhatIsWrong(String variables, String message) {
        assertThat(of(variables, SshConfig.NONE).problems())
                .extracting(Diagnostic::toString)
                .containsExactly(message);
    }
}

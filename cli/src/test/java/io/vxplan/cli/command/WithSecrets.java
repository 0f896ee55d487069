package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Secrets are planted in the inventory, the topology, files and the environment, and must not be
/// in anything that can be seen.
abstract class WithSecrets {
    private static final String LOGIN = "planted-login-password";
    static final String PASSPHRASE = "planted-passphrase";
    static final String SHARED = "planted-key-of-all-hosts";
    static final String ETCD = "planted-etcd-password";
    static final String TSIG =
            Base64.getEncoder()
                    .encodeToString(
                            "planted-tsig-key-of-32-bytes-all".getBytes(StandardCharsets.UTF_8));
    private static final List<String> SECRETS =
            List.of(SshSite.PASSWORD, LOGIN, PASSPHRASE, SHARED, ETCD, TSIG);

    private static final String STATIC =
            "version: 1\nname: demo\noverlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }\n";

    private static final String DISCOVERED =
            """
            version: 1
            name: found
            overlays:
              m: { vni: 1001, subnets: [10.0.1.0/24], membership: { discovered: m } }
              g: { vni: 1002, subnets: [10.0.2.0/24], membership: { discovered: g } }
              e: { vni: 1003, subnets: [10.0.3.0/24], membership: { discovered: e } }
              d: { vni: 1004, subnets: [10.0.4.0/24], membership: { discovered: d } }
            discovery:
              m: { key_file: shared }
              g: { mode: gossip, port: 4789, gossip_seeds: [198.51.100.2], key_command: "cat 'FOLDER/shared'" }
              e: { mode: etcd, etcd_endpoints: ["127.0.0.1:1"], username: u, password_file: etcd }
              d: { mode: dns, dns_domain: example.com, dns_server: 127.0.0.1, dns_tsig_name: t, dns_tsig_key_file: tsig }
            """;

    @TempDir Path folder;
    SshSite site;
    final List<String> seen = new ArrayList<>();

    @BeforeEach
    final void plant() {
        site = new SshSite(folder);
        site.sh("client", "ssh-keygen -q -p -f '%s/key' -P '' -N %s".formatted(folder, PASSPHRASE));
        site.write("inventory.yaml", inventory("ansible_become_password: '{{ of_root }}'"));
        site.write("topology.yaml", STATIC);
        site.write("found.yaml", DISCOVERED.replace("FOLDER", folder.toString()));
        site.write("shared", SHARED);
        site.write("etcd", ETCD);
        site.write("tsig", TSIG);
    }

    String inventory(String become) {
        return site.inventory(
                        """
                        , ansible_become: true, ansible_password: %s, vxplan_ssh_passphrase: %s, of_root: %s, %s\
                        """
                                .formatted(LOGIN, PASSPHRASE, SshSite.PASSWORD, become))
                .replace("ansible_user: root", "ansible_user: alice");
    }

    @AfterEach
    final void close() {
        site.close();
    }

    Said say(String command) {
        Said said = site.vxplan(command);
        seen.add(said.results());
        seen.add(said.messages());
        return said;
    }

    void done(String command) {
        Said said = say(command);
        assertThat(said.exitCode()).as(command + ": " + said).isZero();
    }

    void assertNoneIsSeen() {
        for (String secret : SECRETS) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            for (String form :
                    List.of(
                            secret,
                            secret.replace(" ", "\\ "),
                            Base64.getEncoder().withoutPadding().encodeToString(bytes),
                            HexFormat.of().formatHex(bytes))) {
                assertThat(seen).noneMatch(text -> text.contains(form));
            }
        }
    }

    static List<String> program(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.vxplan.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    Process start(List<String> command, Map<String, String> environment, String output)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(output).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}

package io.vxplan.discovery.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.peers.Patience;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.discovery.Way;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final String STACKS = "stacks: [{stack_id: a, vni: 7}]\n";
    private static final Map<String, String> ONE = Map.of("STACK_ID", "stack-a", "VNI", "1000");

    /// Variables as `NAME=value NAME=value`.
    static Map<String, String> variables(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static Settings good(Parsed<Settings> parsed) {
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    private static Settings file(String text, String variables) {
        return good(SettingsReader.read(text, "d.yaml", variables(variables)));
    }

    @Test
    void defaults() {
        assertThat(good(SettingsReader.read(ONE)))
                .isEqualTo(
                        new Settings(
                                List.of(
                                        new OwnStack(
                                                "stack-a",
                                                new Vni(1000),
                                                Optional.empty(),
                                                List.of(),
                                                4789)),
                                Optional.empty(),
                                new Way.Multicast(
                                        IpAddress.parse("239.1.1.1"), 4790, 1, Optional.empty()),
                                new Patience(Duration.ofSeconds(30), Duration.ofSeconds(90)),
                                LogLevel.INFO));
    }

    @Test
    void stacksOfAFile() {
        Settings settings =
                file(
                        """
                        version: 1
                        stacks:
                          - stack_id: a
                            vni: 7
                            vxlan_ip: 192.168.7.1
                            networks: [172.20.0.0/16, "fd00::/64"]
                            port: 8472
                          - {stack_id: a, vni: 8}
                        """,
                        "");

        assertThat(settings.stacks())
                .containsExactly(
                        new OwnStack(
                                "a",
                                new Vni(7),
                                Optional.of(IpAddress.parse("192.168.7.1")),
                                List.of(Prefix.parse("172.20.0.0/16"), Prefix.parse("fd00::/64")),
                                8472),
                        new OwnStack("a", new Vni(8), Optional.empty(), List.of(), 4789));
    }

    @Test
    void multicastOfTheSeed() {
        Settings settings =
                file(
                        STACKS
                                + """
                                discovery:
                                  mode: multicast
                                  multicast_group: 239.1.1.2
                                  port: 4791
                                  announce_interval: 10s
                                  peer_timeout: 25
                                  host_ip: 10.0.1.5
                                  log_level: debug
                                """,
                        "MULTICAST_TTL=2");

        assertThat(settings.way())
                .isEqualTo(
                        new Way.Multicast(IpAddress.parse("239.1.1.2"), 4791, 2, Optional.empty()));
        assertThat(settings.patience())
                .isEqualTo(new Patience(Duration.ofSeconds(10), Duration.ofSeconds(25)));
        assertThat(settings.hostIp()).contains(IpAddress.parse("10.0.1.5"));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
    }

    @Test
    void dnsOfTheSeed() {
        String discovery =
                """
                discovery:
                  mode: dns
                  dns_domain: example.com
                  dns_server: 8.8.8.8
                  ttl: 60
                  update_interval: 30s
                """;

        assertThat(file(STACKS + discovery, "").way())
                .isEqualTo(
                        new Way.Dns(
                                "example.com",
                                Optional.of("8.8.8.8"),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(30),
                                Optional.empty()));
        assertThat(
                        file(
                                        STACKS,
                                        "DISCOVERY_MODE=dns DNS_DOMAIN=example.org DNS_TTL=5 DNS_TSIG_NAME=k DNS_TSIG_KEY=c2VjcmV0")
                                .way())
                .isEqualTo(
                        new Way.Dns(
                                "example.org",
                                Optional.empty(),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Optional.of(new Way.Dns.TsigKey("k", new Secret("c2VjcmV0")))));
    }

    @Test
    void etcdOfTheSeed() {
        String discovery =
                """
                discovery:
                  mode: etcd
                  etcd_endpoints:
                    - "10.0.1.100:2379"
                    - "10.0.1.101:2379"
                  etcd_prefix: "/docker-router/other"
                  lease_ttl: 20s
                  username: "docker-router"  # optional
                  password: "secret"         # optional
                """;

        Way.Etcd etcd = (Way.Etcd) file(STACKS + discovery, "").way();

        assertThat(etcd)
                .isEqualTo(
                        new Way.Etcd(
                                List.of("10.0.1.100:2379", "10.0.1.101:2379"),
                                "/docker-router/other",
                                Duration.ofSeconds(20),
                                Optional.of(
                                        new Way.Etcd.Login("docker-router", new Secret("secret"))),
                                new Way.Etcd.Tls(Optional.empty(), Optional.empty())));
        assertThat(etcd.toString()).doesNotContain("secret\"").doesNotContain("=secret");
    }

    @Test
    void gossip() {
        Settings settings =
                good(
                        SettingsReader.read(
                                variables(
                                        "STACK_ID=a VNI=7 DISCOVERY_MODE=gossip GOSSIP_SEEDS=10.0.1.5,[fd00::2]:4791,seed.example")));

        assertThat(settings.way())
                .isEqualTo(
                        new Way.Gossip(
                                4790,
                                List.of("10.0.1.5", "[fd00::2]:4791", "seed.example"),
                                Optional.empty()));
        assertThat(file(STACKS + "discovery: {mode: gossip, gossip_seeds: [a, b]}", "").way())
                .isEqualTo(new Way.Gossip(4790, List.of("a", "b"), Optional.empty()));
    }

    @Test
    void etcdOfTheEnvironment() {
        Settings settings =
                good(
                        SettingsReader.read(
                                variables(
                                        "STACK_ID=a VNI=7 DISCOVERY_MODE=etcd ETCD_ENDPOINTS=10.0.1.100:2379,https://e2:2379"
                                                + " ETCD_LEASE_TTL=40 ETCD_TLS_CERT=/c ETCD_TLS_KEY=/k ETCD_TLS_CA=/a DNS_DOMAIN=")));

        assertThat(settings.way())
                .isEqualTo(
                        new Way.Etcd(
                                List.of("10.0.1.100:2379", "https://e2:2379"),
                                "/docker-router/discovery",
                                Duration.ofSeconds(40),
                                Optional.empty(),
                                new Way.Etcd.Tls(
                                        Optional.of("/a"),
                                        Optional.of(new Way.Etcd.ClientCertificate("/c", "/k")))));
    }

    @Test
    void theEnvironmentWins() {
        Settings settings =
                file(
                        STACKS
                                + "discovery: {mode: etcd, port: 4791, etcd_endpoints: [e:2379], log_level: warn}",
                        "DISCOVERY_MODE=multicast DISCOVERY_PORT=4792 ANNOUNCE_INTERVAL=60");

        assertThat(((Way.Multicast) settings.way()).port()).isEqualTo(4792);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.WARN);
        // Three intervals, where the default would be too short.
        assertThat(settings.patience().timeout()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aKey(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef\n");
        Map<String, String> variables = variables("DISCOVERY_KEY_FILE=" + key);

        Way way = good(SettingsReader.read(STACKS, "d.yaml", variables)).way();
        assertThat(((Way.Multicast) way).key()).contains(new Secret("0123456789abcdef"));
        assertThat(way.toString()).doesNotContain("0123");

        Files.writeString(key, "short secret");
        assertThat(SettingsReader.read(STACKS, "d.yaml", variables).problems())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "environment variable DISCOVERY_KEY_FILE: error: key_file "
                                + key
                                + " can't be used; a shared key has at least 16 characters");
        Files.delete(key);
        assertThat(SettingsReader.read(STACKS, "d.yaml", variables).problems())
                .extracting(Diagnostic::detail)
                .containsExactly("no such file or folder");
    }

    @Test
    void aKeyOfTheEnvironment() {
        String tooShort = "STACK_ID=a VNI=7 DISCOVERY_KEY=tooshort";

        assertThat(((Way.Multicast) file(STACKS, "DISCOVERY_KEY=0123456789abcdef").way()).key())
                .contains(new Secret("0123456789abcdef"));
        assertThat(SettingsReader.read(variables(tooShort)).problems())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "environment variable DISCOVERY_KEY: error: key can't be used; a shared key has at least 16 characters");
    }

    @Test
    void aPasswordInAFile(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        Map<String, String> variables =
                variables(
                        "ETCD_ENDPOINTS=e:2379 DISCOVERY_MODE=etcd ETCD_USERNAME=u ETCD_PASSWORD_FILE="
                                + password);

        assertThat(
                        ((Way.Etcd) good(SettingsReader.read(STACKS, "d.yaml", variables)).way())
                                .login())
                .contains(new Way.Etcd.Login("u", new Secret("secret")));

        Files.writeString(password, "$ANSIBLE_VAULT;1.1;AES256\n3132\n");
        assertThat(SettingsReader.read(STACKS, "d.yaml", variables).problems())
                .extracting(Diagnostic::detail)
                .containsExactly(
                        "it is encrypted with ansible-vault, and vxplan does not decrypt: name a file in plain text, such as one that a pipeline makes");
    }
}

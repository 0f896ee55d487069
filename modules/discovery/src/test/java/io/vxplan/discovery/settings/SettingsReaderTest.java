package io.vxplan.discovery.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.peers.Patience;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.discovery.Way;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Prefix;
import io.vxplan.model.Secret;
import io.vxplan.model.Vni;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final String STACKS = "stacks: [{stack_id: a, vni: 7}]\n";
    private static final Map<String, String> ONE = Map.of("STACK_ID", "stack-a", "VNI", "1000");

    /// Variables as `NAME=value NAME=value`.
    private static Map<String, String> variables(String text) {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    VNI=7                             | this host's stack has no 'stack_id'
                    STACK_ID=a                        | this host's stack has no 'vni'
                    STACK_ID=a/b VNI=7                | environment variable STACK_ID: error: stack_id is 'a/b'; it must be 1 to 253 printable ASCII characters, no space or '/'
                    STACK_ID=a VNI=0                  | environment variable VNI: error: vni is '0'; it must be a number from 1 to 16777215
                    ``                                | environment: error: there is no stack to announce; set the environment variables STACK_ID and VNI, or list them under 'stacks' in a file given by --config
                    DISCOVERY_MODE=multicats          | environment variable DISCOVERY_MODE: error: mode is 'multicats'; did you mean 'multicast'?
                    DISCOVERY_MODE=mdns6              | environment variable DISCOVERY_MODE: error: mode is 'mdns6'; it must be multicast, dns, etcd or gossip
                    DISCOVERY_PORT=65536              | environment variable DISCOVERY_PORT: error: port is '65536'; it must be a number from 1 to 65535
                    ANNOUNCE_INTERVAL=soon            | environment variable ANNOUNCE_INTERVAL: error: announce_interval is 'soon'; it must be a time from 100ms to 1h, like 30s, or a number of seconds
                    ANNOUNCE_INTERVAL=0               | announce_interval is '0'
                    PEER_TIMEOUT=59                   | environment variable PEER_TIMEOUT: error: peer_timeout is 59s, less than two announce intervals of 30s; one lost message must lose no peer: it must be at least 60s
                    LOG_LEVEL=trace                   | log_level is 'trace'; it must be debug, info, warn or error
                    HOST_IP=127.0.0.1                 | host_ip is '127.0.0.1'; it must be an address of this host that others reach
                    MULTICAST_GROUP=10.0.0.1          | multicast_group is '10.0.0.1'; it must be a multicast address like 239.1.1.1 or ff05::158
                    DISCOVERY_MODE=dns                | the mode dns has no 'dns_domain'; give it a domain like example.com
                    DNS_DOMAIN=a..b                   | dns_domain is 'a..b'; it must be a domain like example.com
                    DNS_TSIG_NAME=k                   | dns_tsig_name is set without dns_tsig_key or dns_tsig_key_file; set both, or none
                    DNS_TTL=0                         | ttl is '0'; it must be a time from 1s to 24h, like 30s, or a number of seconds
                    DISCOVERY_MODE=etcd               | the mode etcd has no 'etcd_endpoints'; give it a list like 10.0.1.100:2379
                    ETCD_ENDPOINTS=e1:2379,,e2:2379   | etcd_endpoints is empty; it must be HOST:PORT, like 10.0.1.100:2379
                    GOSSIP_SEEDS=a,b/c                | gossip_seeds is 'b/c'; it must be the address or name of a host, like 10.0.1.5 or 10.0.1.5:4790
                    ETCD_PREFIX=a                     | etcd_prefix is 'a'; it must be a key that begins with /, like /docker-router/discovery
                    ETCD_USERNAME=u                   | environment variable ETCD_USERNAME: error: username is set without password or password_file; set both, or none
                    ETCD_TLS_KEY=/k                   | environment variable ETCD_TLS_KEY: error: tls_key is set without tls_cert; set both, or none
                    """)
    void mistakesInTheEnvironment(String variables, String message) {
        boolean ofStack =
                variables.isEmpty()
                        || variables.startsWith("VNI")
                        || variables.startsWith("STACK_ID");

        Parsed<Settings> parsed =
                SettingsReader.read(variables(variables + (ofStack ? "" : " STACK_ID=a VNI=7")));

        assertThat(parsed.problems()).hasSize(1);
        assertThat(parsed.problems().getFirst().toString()).contains(message);
        assertThat(parsed.hasErrors()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    discovery: {mod: dns}                                          | d.yaml:2:13: error: unknown key 'mod' in 'discovery'; did you mean 'mode'?
                    discovery: {mode: dns, dns_domian: b.c, dns_domain: b.c}       | d.yaml:2:24: error: unknown key 'dns_domian' in 'discovery'; did you mean 'dns_domain'?
                    discovery: [dns]                                               | d.yaml:2:12: error: 'discovery' is a list; it must be a mapping
                    mode: dns                                                      | d.yaml:2:1: error: unknown key 'mode' in the discovery file; the keys here are version, discovery, stacks
                    version: 2                                                     | d.yaml:2:10: error: version is '2'; it must be 1, the only version there is
                    discovery: {peer_timeout: 1m, announce_interval: 31s}          | d.yaml:2:27: error: peer_timeout is 60s, less than two announce intervals of 31s; one lost message must lose no peer: it must be at least 62s
                    discovery: {etcd_endpoints: [e1]}                              | d.yaml:2:30: error: etcd_endpoints is 'e1'; it must be HOST:PORT, like 10.0.1.100:2379
                    """)
    void mistakesInTheFile(String line, String message) {
        Parsed<Settings> parsed = SettingsReader.read(STACKS + line, "d.yaml", Map.of());

        assertThat(parsed.problems()).extracting(Diagnostic::toString).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    stacks: []                                                     | d.yaml:1:9: error: stacks is an empty list; there must be a stack to announce
                    stacks: a                                                      | d.yaml:1:9: error: stacks is 'a'; it must be a list
                    stacks: [{stack_id: a, vni: 7, vxlan: 1}]                      | d.yaml:1:32: error: unknown key 'vxlan' in a stack of 'stacks'; the keys here are stack_id, vni, vxlan_ip, networks, port
                    stacks: [{stack_id: a, vni: 7}, {stack_id: b, vni: 7}]         | d.yaml:1:33: error: a and b are both in VNI 7; a host takes part in an overlay once
                    stacks: [{stack_id: a, vni: 7, networks: 172.20.0.1/16}]       | d.yaml:1:42: error: networks is '172.20.0.1/16'; it has host bits set: the network is 172.20.0.0/16
                    stacks: [{stack_id: a, vni: 7, vxlan_ip: 224.0.0.1}]           | d.yaml:1:42: error: vxlan_ip is '224.0.0.1'; it must be an address of this host in the overlay
                    """)
    void mistakesInStacks(String text, String message) {
        Parsed<Settings> parsed = SettingsReader.read(text, "d.yaml", Map.of());

        assertThat(parsed.problems()).extracting(Diagnostic::toString).containsExactly(message);
    }

    @Test
    void twoSourcesOfStacks() {
        assertThat(SettingsReader.read(STACKS, "d.yaml", ONE).problems())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "environment variable STACK_ID: error: STACK_ID is set, and the discovery file has stacks; take out one of them",
                        "environment variable VNI: error: VNI is set, and the discovery file has stacks; take out one of them");
    }

    @Test
    void allMistakesAtOnce() {
        Parsed<Settings> parsed =
                SettingsReader.read(
                        "discovery: {mode: x, port: y}\nstacks: [{vni: 0}]",
                        "d.yaml",
                        variables("LOG_LEVEL=z"));

        assertThat(parsed.problems())
                .extracting(Diagnostic::summary)
                .containsExactlyInAnyOrder(
                        "mode is 'x'",
                        "port is 'y'",
                        "a stack of 'stacks' has no 'stack_id'",
                        "vni is '0'",
                        "log_level is 'z'");
    }

    @Test
    void noFile() {
        assertThat(SettingsReader.readFile(Path.of("/no/such.yaml"), Map.of()).problems())
                .extracting(Diagnostic::toString)
                .containsExactly("/no/such.yaml: error: there is no such file");
    }
}

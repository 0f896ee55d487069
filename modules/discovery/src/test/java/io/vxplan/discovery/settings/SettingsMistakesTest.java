package io.vxplan.discovery.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of settings that can't be.
class SettingsMistakesTest {
    private static final String STACKS = "stacks: [{stack_id: a, vni: 7}]\n";
    private static final Map<String, String> ONE = Map.of("STACK_ID", "stack-a", "VNI", "1000");

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
                SettingsReader.read(
                        SettingsReaderTest.variables(
                                variables + (ofStack ? "" : " STACK_ID=a VNI=7")));

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
                        SettingsReaderTest.variables("LOG_LEVEL=z"));

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

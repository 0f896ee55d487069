package io.vxplan.discovery.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryJsonTest {
    private static final String SEED =
            """
            {
              "version": 1,
              "last_update": "2024-01-15T10:30:00Z",
              "peers": [
                {
                  "stack_id": "stack-a",
                  "host_ip": "10.0.1.5",
                  "vxlan_endpoint": "10.0.1.5:4789",
                  "vni": 1000,
                  "last_seen": "2024-01-15T10:30:00Z",
                  "status": "active"
                },
                {
                  "stack_id": "stack-b",
                  "host_ip": "10.0.2.6",
                  "vxlan_endpoint": "10.0.2.6:4789",
                  "vni": 1001,
                  "last_seen": "2024-01-15T10:29:45Z",
                  "status": "active"
                }
              ]
            }
            """;

    private static DiscoveryState read(String json) throws DiscoveryFormatException {
        return DiscoveryJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatTheSeedShows() throws DiscoveryFormatException {
        DiscoveryState state = read(SEED);

        assertThat(state.lastUpdate()).isEqualTo("2024-01-15T10:30:00Z");
        assertThat(state.peers()).hasSize(2);
        assertThat(state.peers().getLast())
                .isEqualTo(
                        new Peer(
                                new Stack(
                                        "stack-b",
                                        new Vni(1001),
                                        IpAddress.parse("10.0.2.6"),
                                        Stack.Endpoint.parse("10.0.2.6:4789"),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty()),
                                Instant.parse("2024-01-15T10:29:45Z"),
                                Peer.Status.ACTIVE));
        assertThat(new String(DiscoveryJson.write(state), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace(SEED);
    }

    @Test
    void whatIsWrittenIsRead() throws DiscoveryFormatException {
        Stack stack =
                new Stack(
                        "d",
                        new Vni(7),
                        IpAddress.parse("2001:db8::4"),
                        Stack.Endpoint.parse("[2001:db8::4]:4790"),
                        Optional.of(IpAddress.parse("192.168.100.4")),
                        List.of(Prefix.parse("172.23.0.0/16"), Prefix.parse("fd00:4::/64")),
                        Optional.of(MacAddress.parse("02:00:00:00:00:04")));
        DiscoveryState state =
                new DiscoveryState(
                        Instant.parse("2024-01-15T10:30:00.123Z"),
                        List.of(new Peer(stack, Instant.EPOCH, Peer.Status.STALE)));

        assertThat(DiscoveryJson.read(DiscoveryJson.write(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "vni": 1001       | "vni": 0            | peers[1].vni
                    "vni": 1001       | "vni": "x"          | peers[1].vni
                    "vni": 1001       | "vni": [1001]       | peers[1].vni: neither text nor number
                    "vni": 1001,      |                     | peers[1].vni is missing
                    10.0.2.6:4789     | 10.0.2.6            | peers[1].vxlan_endpoint: no ADDRESS:PORT: 10.0.2.6
                    10.0.2.6:4789     | 10.0.2.6:70000      | peers[1].vxlan_endpoint: a port is 1 to 65535, not 70000
                    "10.0.2.6"        | "10.0.2.256"        | peers[1].host_ip
                    "stack-b"         | "stack/b"           | peers[1].stack_id: a stack's id
                    "version": 1      | "version": 2        | version 2 is not 1
                    "peers": [        | "peers": [[         | peers[0].stack_id is missing
                    10:29:45Z         | 10:29:75Z           | peers[1].last_seen
                    "peers": [        | "pears": [          | peers: no list
                    "peers": [        | "peers": {}, "x": [ | peers: no list
                    """)
    void whatIsNot(String good, String bad, String message) {
        String json = SEED.replace(good, bad == null ? "" : bad);

        assertThat(json).isNotEqualTo(SEED);
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(DiscoveryFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void moreThanThereCanBe() throws DiscoveryFormatException {
        int begin = SEED.indexOf('[') + 1;
        String peer = SEED.substring(begin, SEED.indexOf('}') + 1) + ",";
        String most = SEED.substring(0, begin) + peer.repeat(9_999) + SEED.substring(begin);
        String tooMany = most.replaceFirst("\\[", "[" + peer);

        // One of the two that the seed shows is in another overlay.
        assertThat(read(most).peers()).hasSize(10_001);
        assertThatThrownBy(() -> read(tooMany))
                .hasMessage("more than 10,000 peers in VNI 1000, which discovery never writes");
        assertThatThrownBy(() -> read(SEED + "}")).hasMessageStartingWith("no JSON");
    }

    @Test
    void halfAFile() {
        for (int length = 0; length < SEED.length() - 3; length++) {
            String half = SEED.substring(0, length);

            assertThatThrownBy(() -> read(half))
                    .as("%d characters", length)
                    .isInstanceOf(DiscoveryFormatException.class);
        }
    }
}

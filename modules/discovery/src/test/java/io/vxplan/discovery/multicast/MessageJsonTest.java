package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.multicast.Message.Hello;
import io.vxplan.discovery.multicast.Message.Purpose;
import io.vxplan.discovery.multicast.Message.TableSync;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.MessageException;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class MessageJsonTest {
    private static final String HELLO =
            """
            {
              "type": "HELLO",
              "version": 1,
              "peer_id": "stack-a-router-1",
              "host_ip": "10.0.1.5",
              "vxlan_ip": "192.168.100.1",
              "vni": 1000,
              "stack_name": "stack-a",
              "networks": ["172.20.0.0/16"]
            }
            """;

    private static final String TABLE_SYNC =
            """
            {
              "type": "TABLE_SYNC",
              "version": 1,
              "peer_id": "stack-a-router-1",
              "sequence": 12345,
              "peers": [
                {
                  "stack_id": "stack-b",
                  "host_ip": "10.0.2.6",
                  "vxlan_endpoint": "10.0.2.6:4789",
                  "vni": 1000,
                  "last_seen": "2024-01-15T10:29:45Z",
                  "status": "active"
                },
                {
                  "stack_id": "stack-c",
                  "host_ip": "10.0.2.7",
                  "vxlan_endpoint": "10.0.2.7:4789",
                  "vni": 1000,
                  "last_seen": "2024-01-15T10:20:45Z",
                  "status": "stale"
                }
              ],
              "routes": [{"whatever": "they write"}]
            }
            """;

    private static final String STAMPED =
            """
            {
              "type": "HELLO",
              "version": 1,
              "peer_id": "stack-a-router-1",
              "host_ip": "10.0.1.5",
              "vni": 1000,
              "stack_name": "stack-a",
              "networks": [],
              "leaving": true,
              "auth": {
                "session": "0123456789abcdef",
                "sequence": 7,
                "nonce": "fedcba9876543210",
                "asks": ["0123456789abcdef"],
                "answers": []
              }
            }
            """;

    private static Message read(String json) throws MessageException {
        return MessageJson.read(json.getBytes(StandardCharsets.UTF_8)).message();
    }

    private static Message read(ObjectNode node) throws MessageException {
        return MessageJson.read(MessageJson.bytes(node)).message();
    }

    @Test
    void theSeedsHelloIsReadAndWritten() throws MessageException {
        Hello hello =
                new Hello("stack-a-router-1", Stacks.stack("stack-a", "10.0.1.5"), Purpose.TELL);

        assertThat(read(HELLO)).isEqualTo(hello);
        String written =
                new String(MessageJson.bytes(MessageJson.hello(hello)), StandardCharsets.UTF_8);
        assertThat(written.replace(",\"vxlan_endpoint\":\"10.0.1.5:4789\"", ""))
                .isEqualTo(HELLO.replaceAll("\\s", ""));
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldComesBack(Purpose purpose) throws MessageException {
        Hello hello =
                new Hello(
                        "me",
                        new Stack(
                                "d",
                                new Vni(7),
                                IpAddress.parse("2001:db8::4"),
                                Stack.Endpoint.parse("[2001:db8::4]:4790"),
                                Optional.of(IpAddress.parse("192.168.100.4")),
                                List.of(Prefix.parse("172.23.0.0/16"), Prefix.parse("fd00:4::/64")),
                                Optional.of(MacAddress.parse("02:00:00:00:00:04"))),
                        purpose);

        assertThat(read(MessageJson.hello(hello))).isEqualTo(hello);
    }

    @Test
    void aHelloOfIpv6WithoutEndpoint() throws MessageException {
        Hello hello = (Hello) read(HELLO.replace("10.0.1.5", "2001:db8::5"));

        assertThat(hello.stack().endpoint()).hasToString("[2001:db8::5]:4789");
    }

    @Test
    void theSeedsTableSyncIsReadAndWritten() throws MessageException {
        TableSync sync = (TableSync) read(TABLE_SYNC);

        assertThat(sync.peerId()).isEqualTo("stack-a-router-1");
        assertThat(sync.sequence()).isEqualTo(12_345);
        assertThat(sync.peers()).extracting(Stack::id).containsExactly("stack-b");
        Stack own = Stacks.stack("stack-a", "10.0.1.5");
        List<ObjectNode> written =
                TableSyncs.of("me", List.of(own), sync.peers(), 12_345, Conversation.MAX_SENT);
        assertThat(written).hasSize(1);
        assertThat(written.getFirst().toString())
                .isEqualTo(
                        """
                        {"type":"TABLE_SYNC","version":1,"peer_id":"me","sequence":12345,"peers":[\
                        {"stack_id":"stack-a","host_ip":"10.0.1.5","vxlan_endpoint":"10.0.1.5:4789","vni":1000,"vxlan_ip":"192.168.100.1","networks":["172.20.0.0/16"],"status":"active"},\
                        {"stack_id":"stack-b","host_ip":"10.0.2.6","vxlan_endpoint":"10.0.2.6:4789","vni":1000,"status":"active"}],\
                        "routes":[{"destination":"172.20.0.0/16","next_hop":"192.168.100.1"}]}\
                        """);
    }

    @Test
    void aLargeTableIsSeveralMessages() throws MessageException {
        List<Stack> many =
                IntStream.range(0, 500)
                        .mapToObj(i -> Stacks.stack("s" + i, "10.0." + i / 250 + "." + i % 250))
                        .toList();

        List<ObjectNode> messages = TableSyncs.of("me", List.of(), many, 5, 2_000);

        assertThat(messages).allMatch(message -> MessageJson.bytes(message).length <= 2_000);
        assertThat(messages).hasSizeLessThan(60);
        List<TableSync> read =
                messages.stream().map(message -> (TableSync) sneaky(message)).toList();
        assertThat(read.stream().flatMap(sync -> sync.peers().stream())).isEqualTo(many);
        assertThat(read.stream().map(TableSync::sequence))
                .isEqualTo(IntStream.range(5, 5 + read.size()).mapToObj(i -> (long) i).toList());
    }

    private static Message sneaky(ObjectNode node) {
        try {
            return read(node);
        } catch (MessageException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "HELLO"            | "HALLO"             | type HALLO is neither HELLO nor TABLE_SYNC
                    "type": "HELLO",   |                     | type is missing
                    "version": 1       | "version": 2        | HELLO: version 2 is not 1
                    "version": 1       | "version": [1]      | version: neither text nor number
                    "version": 1,      |                     | version is missing
                    "peer_id":         | "peer":             | peer_id is missing
                    "vni": 1000        | "vni": 1e999999999  | HELLO: vni
                    "vni": 1000        | "vni": 16777216     | HELLO: vni
                    "vni": 1000        | "vni": 1, "vni": 2  | no JSON: Duplicate Object property "vni"
                    10.0.1.5           | 10.0.1.500          | HELLO: host_ip
                    "stack-a"          | "stack a"           | HELLO: stack_id: a stack's id
                    ["172.20.0.0/16"]  | ["172.20.0.1/16"]   | HELLO: networks: '172.20.0.1/16' has host bits set
                    ["172.20.0.0/16"]  | [[[[[[[[[]]]]]]]]]  | no JSON: Document nesting depth
                    16"]               | 16"]]               | no JSON
                    "type"             | "vxlan_endpoint": "10.0.1.5:0", "type" | HELLO: vxlan_endpoint: a port is
                    """)
    void whatIsNot(String good, String bad, String message) {
        String json = HELLO.replace(good, bad == null ? "" : bad);

        assertThat(json).isNotEqualTo(HELLO);
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MessageException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aReasonQuotesLittleAndNothingThatMovesTheCursor() {
        assertThatThrownBy(() -> read(HELLO.replace("HELLO", "\\u001b[2J\\n" + "x".repeat(4_000))))
                .isInstanceOf(MessageException.class)
                .hasMessageMatching("type \\?\\[2J\\?x{1,300}\\.\\.\\.");
    }

    /// Whatever comes, it is a message or refused. What is random from end to end never gets past
    /// the first character, so messages are damaged instead.
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void damagedMessages(long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        String[] words = {
            "{",
            "}",
            "[",
            "]",
            "null",
            "-1",
            "1e400",
            "\"\"",
            "true",
            ",",
            ":",
            "\\u0000",
            "[[[[[[[[",
            "{\"a\":",
            "99999999999999999999",
            "\"10.0.0.1:4789\"",
            "\"auth\":{",
            "0x1",
            "\"\\ud800\""
        };
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            String message = List.of(HELLO, TABLE_SYNC, STAMPED).get(random.nextInt(3));
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                int at = random.nextInt(message.length());
                int end = Math.min(message.length(), at + random.nextInt(12));
                String word = words[random.nextInt(words.length)];
                String damaged = message.substring(0, at) + word + message.substring(end);
                bytes = damaged.getBytes(StandardCharsets.UTF_8);
            } else {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            try {
                MessageJson.read(bytes);
                read++;
            } catch (MessageException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
        assertThat(read).isBetween(100, 2_900);
    }
}

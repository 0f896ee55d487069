package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scalecube.cluster.transport.api.Message;
import io.vxplan.discovery.wire.MessageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessageJsonTest {
    private static final String SENDER = "10.0.0.2:4790";
    private static final String A = "{'id': 'a', 'address': '10.0.0.1:4790'}";
    private static final String B = "{'id': 'b', 'address': '[fd00::2]:4790'}";

    private final Members members = new Members(true, new Deaf());

    private Optional<Message> read(String json) throws MessageException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return MessageJson.read(bytes, SENDER, new Gate("own", members), 0);
    }

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static JsonNode tree(String json) {
        return MAPPER.readTree(json.replace('\'', '"'));
    }

    private JsonNode again(String json) throws MessageException {
        Message message = read(json).orElseThrow();
        assertThat(message.sender()).isEqualTo(SENDER);
        return MAPPER.readTree(MessageJson.write(message));
    }

    private static String ping(String more) {
        return "{'q':'sc/fdetector/ping','cid':'1-2','data':{'from':%s,'to':%s%s}}"
                .formatted(A, B, more)
                .replace(" ", "");
    }

    private static String record(String member, String status) {
        return "{'member': %s, 'status': '%s', 'incarnation': 7}".formatted(member, status);
    }

    private static String sync(String... records) {
        return "{'q':'sc/membership/sync','data':{'membership':[%s]}}"
                .formatted(String.join(",", records))
                .replace(" ", "");
    }

    private static String gossip(String by, String record) {
        return "{'q':'sc/gossip/req','data':{'gossips':[{'gossiperId':'%s','message':{'q':'sc/membership/gossip','data':%s},'sequenceId':3}],'from':'b'}}"
                .formatted(by, record)
                .replace(" ", "");
    }

    @Test
    void whatMembersSayComesBackAsItWas() throws Exception {
        members.told("a", "10.0.0.1:4790", Claims.write(List.of()));
        for (String json :
                List.of(
                        ping(""),
                        ping(",'originalIssuer':" + B).replace(" ", ""),
                        ping(",'ackType':'DEST_OK'").replace("ping'", "pingAck'"),
                        sync(),
                        sync(record(A, "DEAD"), record(B, "ALIVE")),
                        gossip("a", record(B, "ALIVE")),
                        "{'q':'sc/metadata/req','cid':'x','data':{'member':%s}}".formatted(A),
                        "{'q':'sc/metadata/resp','cid':'x','data':{'member':%s,'metadata':'AQID'}}"
                                .formatted(A),
                        "{'q':'vxplan/goodbye','data':{'stacks':[{'stack_id':'s'}]}}")) {
            assertThat(again(json)).isEqualTo(tree(json));
        }
    }

    @Test
    void newsAreBundled() throws Exception {
        members.told("a", "10.0.0.1:4790", Claims.write(List.of()));
        Message first = read(gossip("a", record(B, "ALIVE"))).orElseThrow();
        Message second = read(gossip("a", record(A, "SUSPECT"))).orElseThrow();

        String both = new String(MessageJson.write(List.of(first, second)), StandardCharsets.UTF_8);

        assertThat(again(both)).isEqualTo(tree(both));
        assertThat(tree(both).path("data").path("gossips"))
                .containsExactly(
                        tree(gossip("a", record(B, "ALIVE"))).path("data").path("gossips").path(0),
                        tree(gossip("a", record(A, "SUSPECT")))
                                .path("data")
                                .path("gossips")
                                .path(0));
        assertThat(tree(new String(MessageJson.write(List.of(first)), StandardCharsets.UTF_8)))
                .isEqualTo(MAPPER.readTree(MessageJson.write(first)));
    }

    @Test
    void goodbyesAreOfStacks() throws Exception {
        Message goodbye =
                Message.withQualifier(Word.GOODBYE.qualifier())
                        .data(Claims.tree(List.of(Stacks.stack("s1", "10.0.0.1"))))
                        .build();

        Message read =
                MessageJson.read(MessageJson.write(goodbye), SENDER, new Gate("own", members), 0)
                        .orElseThrow();

        assertThat(Claims.read((JsonNode) read.data()))
                .containsExactly(Stacks.stack("s1", "10.0.0.1"));
    }

    @Test
    void onlyMembersBringNewsAndStrangersAreOnlyThere() throws Exception {
        members.told("a", "10.0.0.1:4790", Claims.write(List.of()));

        assertThat(read(gossip("b", record(A, "DEAD")))).isEmpty();
        assertThat(read(gossip("a", record(B, "LEAVING")))).isEmpty();
        assertThat(read(gossip("a", record(A, "LEAVING")))).isPresent();
        assertThat(again(sync(record(B, "SUSPECT"), record(A, "SUSPECT"))))
                .isEqualTo(tree(sync(record(A, "SUSPECT"))));
    }

    @Test
    void whereTheTableIsFullNobodyIsNew() throws Exception {
        for (int i = 0; i < Members.MAX - 1; i++) {
            members.told("m" + i, "10.0.0.1:4790", Claims.write(List.of()));
        }

        assertThat(again(sync(record(A, "ALIVE"), record(B, "ALIVE"))))
                .isEqualTo(tree(sync(record(A, "ALIVE"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}{}",
                "{'q': 'java.lang.Runtime', 'data': {}}",
                "{'q': 7, 'data': {}}",
                "{'q': 'sc/fdetector/ping', 'data': null}",
                "{'q': 'sc/fdetector/ping', 'data': {'from': {'id': 'a'}}}",
                "{'q': 'sc/membership/sync', 'data': {}}",
                "{'q': 'sc/membership/sync', 'data': {'membership': [null]}}",
                "{'q': 'sc/membership/gossip', 'data': {}}",
                "{'q': 'sc/metadata/resp', 'data': {'member': {'id': 'a', 'address': '10.0.0.1:1'}, 'metadata': '?'}}",
                "{'q': 'sc/metadata/req', 'data': {'member': {'id': 'a', 'address': 'localhost:1'}}}",
                "{'q': 'sc/gossip/req', 'data': {'from': 'a', 'gossips': [{'gossiperId': 'a', 'sequenceId': -1}]}}",
                "{'q': 'vxplan/goodbye', 'q': 'vxplan/goodbye', 'data': {'stacks': []}}",
                "{'q': 'vxplan/goodbye', 'data': {'stacks': {}}}"
            })
    void whatMembersDoNotSay(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MessageException.class);
    }

    /// Each field in turn is missing, of another kind, or too large: the library must never see it.
    @Test
    void aByteHereAndThere() throws Exception {
        members.told("a", "10.0.0.1:4790", Claims.write(List.of()));
        Random random = new Random(42);
        List<String> good =
                List.of(
                        ping(",'ackType':'DEST_OK'"),
                        sync(record(A, "DEAD"), record(B, "ALIVE")),
                        gossip("a", record(B, "ALIVE")));
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(good.get(i % good.size()));
            for (int j = 0; j <= random.nextInt(3); j++) {
                text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
            }
            try {
                read(text.toString());
            } catch (MessageException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 19_999);
    }
}

package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is heard again, and when.
class GateTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final List<String> KNOWN = List.of("a", "b");

    private final Members members = new Members(true, new Deaf());
    private final Gate gate = new Gate("own", members);

    @BeforeEach
    void someAreKnown() throws Exception {
        for (String id : KNOWN) {
            members.told(id, "10.0.0.1:4790", Claims.write(List.of()));
        }
    }

    private static String record(String id, String status, int incarnation) {
        return """
        {"member":{"id":"%s","address":"10.0.0.9:4790"},"status":"%s","incarnation":%d}\
        """
                .formatted(id, status, incarnation);
    }

    private static JsonNode message(String kind, List<String> records) {
        String all =
                kind.equals("gossip")
                        ? records.stream()
                                .map(record ->
                                        """
                                        {"gossiperId":"a","sequenceId":%d,"message":{"q":"sc/membership/gossip","data":%s}}\
                                        """
                                                .formatted(sequence++, record))
                                .collect(
                                        Collectors.joining(
                                                ",",
                                                "{\"q\":\"sc/gossip/req\",\"data\":{\"from\":\"a\",\"gossips\":[",
                                                "]}}"))
                        : records.stream()
                                .collect(
                                        Collectors.joining(
                                                ",",
                                                "{\"q\":\"sc/membership/sync\",\"data\":{\"membership\":[",
                                                "]}}"));
        return MAPPER.readTree(all);
    }

    private static long sequence;

    /// @return how many of them went to the library
    private int hear(String kind, List<String> records, Duration now) throws Exception {
        JsonNode message = message(kind, records);
        gate.skimOff(message, now.toNanos());
        Shape.check(message);
        gate.admit(message, now.toNanos());
        return message.findValues("incarnation").size();
    }

    private int hear(String kind, String record, long millis) throws Exception {
        return hear(kind, List.of(record), Duration.ofMillis(millis));
    }

    /// The first is heard at 0.
    @ParameterizedTest
    @CsvSource({
        // member, first by, then by, after ms, whether it is heard again
        "a, gossip, gossip, 0, 0",
        "a, gossip, gossip, 29999, 0",
        "a, gossip, gossip, 30000, 1",
        "own, gossip, gossip, 29999, 0",
        "a, sync, gossip, 29999, 0",
        "a, gossip, sync, 2999, 0",
        "a, gossip, sync, 3000, 1",
        "a, sync, sync, 2999, 0",
        "a, sync, sync, 3000, 1",
        "stranger, gossip, gossip, 2999, 0",
        "stranger, gossip, gossip, 3000, 1",
        "stranger, sync, gossip, 2999, 0",
    })
    void theSameAgain(String member, String first, String then, long after, int heard)
            throws Exception {
        assertThat(hear(first, record(member, "ALIVE", 3), 0)).isEqualTo(1);
        assertThat(hear(then, record(member, "ALIVE", 3), after)).isEqualTo(heard);
    }

    @ParameterizedTest
    @CsvSource({"SUSPECT, 3", "LEAVING, 3", "DEAD, 3", "ALIVE, 4", "ALIVE, 2"})
    void somethingElseOfTheSameMember(String status, int incarnation) throws Exception {
        assertThat(hear("gossip", record("a", "ALIVE", 3), 0)).isEqualTo(1);
        assertThat(hear("gossip", record("a", status, incarnation), 0)).isEqualTo(1);
        assertThat(hear("gossip", record("b", "ALIVE", 3), 0)).isEqualTo(1);
    }

    /// A protest comes through however often it was said that a member is suspected.
    @Test
    void whoIsGivenUpAndComesBackIsNewsOnceMore() throws Exception {
        hear("gossip", record("a", "ALIVE", 3), 0);
        members.removed("a");

        assertThat(hear("sync", record("a", "ALIVE", 3), 3_000)).isEqualTo(1);
        members.told("a", "10.0.0.1:4790", Claims.write(List.of()));
        assertThat(hear("gossip", record("a", "SUSPECT", 3), 3_001)).isEqualTo(1);
        assertThat(hear("gossip", record("a", "ALIVE", 4), 3_002)).isEqualTo(1);
    }

    @Test
    void twiceInOneMessage() throws Exception {
        String twice = record("a", "ALIVE", 1);

        assertThat(hear("gossip", List.of(twice, record("b", "ALIVE", 1), twice), Duration.ZERO))
                .isEqualTo(2);
    }

    @Test
    void whatIsNotToBeHeardIsNotRemembered() throws Exception {
        assertThat(hear("sync", record("stranger", "SUSPECT", 1), 0)).isZero();
        members.told("stranger", "10.0.0.9:4790", Claims.write(List.of()));

        assertThat(hear("sync", record("stranger", "SUSPECT", 1), 1)).isEqualTo(1);
    }

    /// Compared with a model that forgets nothing: what goes to the library is what it did not get
    /// within the time, and what it got is never kept from it for longer.
    @Test
    void generatedTalk() throws Exception {
        Random random = new Random(7);
        List<String> ids = List.of("a", "b", "own", "x", "y");
        List<String> statuses = List.of("ALIVE", "ALIVE", "SUSPECT", "LEAVING");
        Map<String, Long> model = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(500);
            boolean gossip = random.nextBoolean();
            List<String> records = new ArrayList<>();
            int expected = 0;
            for (int j = random.nextInt(4); j >= 0; j--) {
                String id = ids.get(random.nextInt(ids.size()));
                String status = statuses.get(random.nextInt(statuses.size()));
                String record = record(id, status, random.nextInt(2));
                if (records.contains(record)) {
                    continue;
                }
                records.add(record);
                boolean stranger = id.equals("x") || id.equals("y");
                long window = gossip && !stranger ? 30_000 : 3_000;
                Long before = model.get(record);
                if ((!stranger || status.equals("ALIVE"))
                        && (before == null || now - before >= window)) {
                    expected++;
                    model.put(record, now);
                }
            }
            assertThat(hear(gossip ? "gossip" : "sync", records, Duration.ofMillis(now)))
                    .as("%d: %s at %d ms", i, records, now)
                    .isEqualTo(expected);
        }
    }

    /// So many strangers that the oldest are forgotten: nothing is kept of all of them.
    @Test
    void aFloodIsForgotten() throws Exception {
        hear("sync", record("a", "ALIVE", 3), 0);
        for (int i = 0; i < 100; i++) {
            List<String> strangers = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
                strangers.add(record(UUID.randomUUID().toString(), "ALIVE", 0));
            }
            assertThat(hear("sync", strangers, Duration.ofMillis(1))).isEqualTo(100);
        }

        assertThat(hear("sync", record("a", "ALIVE", 3), 2)).isEqualTo(1);
    }
}

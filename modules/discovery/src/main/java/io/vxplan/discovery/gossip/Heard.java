package io.vxplan.discovery.gossip;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Which records of members went to the library lately. All members tell the same, each as news of
/// its own, and the library passes on each as such: where all join at once, that is as often as the
/// cube of how many there are.
///
/// What is forgotten here is only heard once more. Time is told to it, in nanoseconds of a clock
/// that only goes forward. One thread at a time.
final class Heard {
    /// Of some hundreds of members.
    private static final int MAX = 4_000;

    private final Map<String, Long> records =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MAX;
                }
            };

    /// The same of the same member, whoever tells it. Only that is called so which is a record.
    private static String name(JsonNode record) {
        JsonNode member = record.path("member");
        return String.join(
                " ",
                member.path("id").asString(""),
                member.path("address").asString(""),
                record.path("status").asString(""),
                record.path("incarnation").asString(""));
    }

    /// @param record may be anything; what is no record was never heard
    boolean within(Duration time, JsonNode record, long now) {
        Long at = records.get(name(record));
        return at != null && now - at < time.toNanos();
    }

    void add(JsonNode record, long now) {
        records.put(name(record), now);
    }
}

package io.vxplan.discovery.wire;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// How many messages of each kind there were. Any thread.
public final class Counts {
    private final Map<String, LongAdder> counts = new TreeMap<>();

    /// @param kinds all that are counted, as metrics have them: each is told from the start, with 0
    public Counts(Collection<String> kinds) {
        kinds.forEach(kind -> counts.put(kind, new LongAdder()));
    }

    /// @param kind one of those
    public void add(String kind) {
        LongAdder count = counts.get(kind);
        if (count == null) {
            throw new IllegalArgumentException("not counted: " + kind);
        }
        count.increment();
    }

    public Map<String, Long> now() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((kind, count) -> now.put(kind, count.sum()));
        return now;
    }
}

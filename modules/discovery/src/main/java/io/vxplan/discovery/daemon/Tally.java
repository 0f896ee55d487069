package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Metrics;
import io.vxplan.discovery.peers.PeerEvent;
import io.vxplan.discovery.state.Peer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// What the daemon counts. Its thread counts, any reads.
final class Tally {
    private final Map<String, Long> events = new ConcurrentSkipListMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private volatile List<Peer> peers = List.of();
    private volatile long refused;

    void happened(PeerEvent event) {
        events.merge(EventLines.word(event), 1L, Long::sum);
    }

    void dropped(long more) {
        dropped.addAndGet(more);
    }

    /// @param refusedCount how often somebody was not believed since the start
    void now(List<Peer> known, long refusedCount) {
        peers = known;
        refused = refusedCount;
    }

    int peers() {
        return peers.size();
    }

    /// Each is a route of the router's, where the overlay has it.
    int networks() {
        return peers.stream().mapToInt(peer -> peer.stack().networks().size()).sum();
    }

    void measure(Metrics metrics) {
        metrics.gauge("vxplan_peers", "Peers in discovery.json, by state.", "state", byState());
        metrics.counter(
                "vxplan_events", "Lines of events.log about peers, by event.", "event", events);
        metrics.counter(
                "vxplan_refused", "How often somebody was not believed, told or not.", refused);
        metrics.counter(
                "vxplan_dropped_messages",
                "What came faster than it could be looked at, and is lost.",
                dropped.get());
    }

    private Map<String, Integer> byState() {
        Map<String, Integer> states = new TreeMap<>();
        for (Peer.Status status : Peer.Status.values()) {
            states.put(status.word(), 0);
        }
        peers.forEach(peer -> states.merge(peer.status().word(), 1, Integer::sum));
        return states;
    }
}

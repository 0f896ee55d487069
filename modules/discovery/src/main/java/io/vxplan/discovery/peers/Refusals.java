package io.vxplan.discovery.peers;

import io.vxplan.discovery.peers.PeerEvent.Refused;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Remembers what was refused, so that it is told once as long as it goes on. Whoever sends under
/// ever new names fills neither memory nor log.
final class Refusals {
    static final int MAX = 1_000;

    /// When each was last heard; the eldest first, for it moves to the end when it is heard again.
    private final LinkedHashMap<Refused, Duration> known = new LinkedHashMap<>();

    private boolean overflowTold;
    private long count;

    /// @return what is new about it
    List<PeerEvent> add(Refused refused, Duration now) {
        count++;
        boolean old = known.remove(refused) != null;
        if (known.size() < MAX) {
            known.put(refused, now);
            return old ? List.of() : List.of(refused);
        }
        if (overflowTold) {
            return List.of();
        }
        overflowTold = true;
        String why = "more than %,d are refused now: the others are only counted".formatted(MAX);
        return List.of(new Refused(refused.from(), Optional.empty(), why));
    }

    /// Forgets what nobody has said since.
    void forgetBefore(Duration time) {
        Iterator<Duration> heard = known.values().iterator();
        while (heard.hasNext() && heard.next().compareTo(time) < 0) {
            heard.remove();
        }
        overflowTold &= known.size() == MAX;
    }

    long count() {
        return count;
    }
}

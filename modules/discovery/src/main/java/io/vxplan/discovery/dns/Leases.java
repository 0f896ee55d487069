package io.vxplan.discovery.dns;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;

/// Decides whose records are those of the dead: a DNS server keeps them for ever.
///
/// Clocks of hosts differ, and jump. So a record is not held against a clock but watched: who is
/// alive renews it, and then it reads differently. Only one that is seen for the first time is held
/// against the clock, with much patience.
final class Leases {
    /// As far as clocks may differ where TSIG is used (RFC 8945, 10).
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /// When others clean up after an owner who does not.
    private static final int LEASES_TO_REAP = 3;

    enum Word {
        VALID,
        EXPIRED,
        /// For so long that everybody may remove it.
        LONG_EXPIRED
    }

    /// @param since by the monotonic clock
    /// @param stale when it was first seen
    private record Sighting(Announcement announcement, long since, boolean stale) {}

    private final Map<Name, Sighting> sightings = new HashMap<>();

    /// @param wall seconds since 1970
    /// @param nanos by the monotonic clock
    Word judge(Name instance, Announcement announcement, long wall, long nanos) {
        Optional<Announcement.Term> term = announcement.term();
        if (term.isEmpty()) {
            return Word.VALID;
        }
        Sighting sighting = sightings.get(instance);
        if (sighting == null) {
            boolean stale = term.get().expires() < wall - CLOCK_SKEW.toSeconds();
            sighting = new Sighting(announcement, nanos, stale);
        } else if (!sighting.announcement().equals(announcement)) {
            sighting = new Sighting(announcement, nanos, false);
        }
        sightings.put(instance, sighting);
        long silent = nanos - sighting.since();
        long lease = term.get().lease().toNanos();
        if (silent > lease * LEASES_TO_REAP) {
            return Word.LONG_EXPIRED;
        }
        return sighting.stale() || silent > lease ? Word.EXPIRED : Word.VALID;
    }

    /// While the server was away nobody could renew anything: everybody gets a new chance.
    void serverCameBack(long nanos) {
        sightings.replaceAll((name, old) -> new Sighting(old.announcement(), nanos, old.stale()));
    }

    void retain(Set<Name> instances) {
        sightings.keySet().retainAll(instances);
    }
}

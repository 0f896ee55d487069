package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Checks in the order in which hosts that share one kernel should send them.
///
/// Such hosts (namespaces of a lab) share its neighbour table of 1,024 entries
/// (`net.ipv4.neigh.default.gc_thresh3`), which can't be raised from inside a namespace. A full
/// table throws out no entry that is reachable (15 to 45 seconds from its making, unless the
/// device's `base_reachable_time_ms` is lower), nor one that changed in the last 5 seconds; a
/// packet that needs another entry is refused (ENOBUFS). A ping between two hosts makes an entry on
/// both; so both ask at the same time, and after some pairs there is a pause.
public final class Waves {
    /// Up to so many pings between neighbours the table has room for all.
    public static final int NO_NEED = 400;

    /// New entries that may come in a second, where they are reachable for 1 second.
    private static final int A_SECOND = 100;

    /// Every wave costs a script on every host, so it is worth more than one step of the ring.
    private static final int STEPS = 2;

    private Waves() {}

    /// @param checks to be sent at the same time
    /// @param millis that the next wave has to wait, from the start of this one
    public record Wave(List<Check> checks, long millis) {}

    /// By the distance of the two hosts in a ring of all hosts.
    public static List<Wave> of(List<Check> checks) {
        Map<HostName, Integer> ring = new HashMap<>();
        checks.stream()
                .map(Check::host)
                .distinct()
                .sorted()
                .forEach(host -> ring.put(host, ring.size()));
        SortedMap<Integer, List<Check>> byDistance = new TreeMap<>();
        for (Check check : checks) {
            byDistance
                    .computeIfAbsent(
                            (distance(ring, check) + STEPS - 1) / STEPS, _ -> new ArrayList<>())
                    .add(check);
        }
        return byDistance.values().stream()
                .map(wave -> new Wave(wave, 1000 * neighbours(wave) / A_SECOND))
                .toList();
    }

    /// How many of the checks need an entry of the neighbour table.
    public static long neighbours(List<Check> checks) {
        return checks.stream()
                .filter(check -> check instanceof Check.Reach reach && reach.identity().isPresent())
                .count();
    }

    private static int distance(Map<HostName, Integer> ring, Check check) {
        int from = ring.getOrDefault(check.host(), 0);
        int to =
                switch (check) {
                    case Check.Reach reach ->
                            ring.getOrDefault(reach.to().hosts().getFirst(), from);
                    case Check.UnderlayMtu underlay -> ring.getOrDefault(underlay.to(), from);
                    case Check.EcmpHop hop -> ring.getOrDefault(hop.hop(), from);
                };
        int steps = Math.abs(from - to);
        return Math.min(steps, ring.size() - steps);
    }
}

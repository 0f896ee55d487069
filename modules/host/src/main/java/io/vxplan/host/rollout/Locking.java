package io.vxplan.host.rollout;

import io.vxplan.host.Holder;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Has the hosts to itself, from before they are looked at until the fleet is closed: so what a
/// plan was made from is what it is carried out on.
///
/// @param mine who asks
/// @param patience how long to wait for others on a host
public record Locking(Fleet fleet, Holder mine, Duration patience) {
    /// The first host is locked before all others. Of two who want the same hosts at the same time
    /// one is stopped there, and the other gets all; otherwise both could be stopped.
    ///
    /// A host that can't be locked for another reason than that somebody has it fails from then on;
    /// the others go on without it.
    ///
    /// @return who has those that could not be had
    public SortedMap<HostName, Holder> take(SortedSet<HostName> hosts) {
        SortedSet<HostName> reached = new TreeSet<>();
        fleet.each(
                hosts,
                _ -> true,
                (host, outcome) -> {
                    if (outcome instanceof Outcome.Done<Boolean>) {
                        reached.add(host);
                    }
                });
        SortedMap<HostName, Holder> others = new TreeMap<>();
        boolean locked = false;
        while (!locked && others.isEmpty() && !reached.isEmpty()) {
            locked = lock(List.of(reached.removeFirst()), others);
        }
        if (others.isEmpty()) {
            lock(reached, others);
        }
        return others;
    }

    /// @return whether one of them is locked
    private boolean lock(Collection<HostName> hosts, SortedMap<HostName, Holder> others) {
        SortedSet<HostName> locked = new TreeSet<>();
        fleet.<Optional<Holder>>each(
                hosts,
                host -> host.lock(mine, patience),
                (host, outcome) -> {
                    switch (outcome) {
                        case Outcome.Done<Optional<Holder>>(var other) when other.isPresent() ->
                                others.put(host, other.get());
                        case Outcome.Done<Optional<Holder>> _ -> locked.add(host);
                        case Outcome.Failed<Optional<Holder>>(HostException failure) ->
                                fleet.giveUp(failure);
                    }
                });
        return !locked.isEmpty();
    }
}

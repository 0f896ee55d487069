package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which pairs of hosts are tested. All of them up to [#ALL] hosts; above that each host tests
/// those 1, 2, 4, 8, ... places after it in the sorted ring. So every host is tested in both
/// directions, everything is connected with everything, and each further run tests the same pairs.
final class Sample {
    /// Up to so many hosts every pair is tested.
    static final int ALL = 50;

    private final Map<HostName, Integer> places = new HashMap<>();

    Sample(Collection<HostName> hosts) {
        hosts.stream().sorted().forEach(host -> places.put(host, places.size()));
    }

    boolean isComplete() {
        return places.size() <= ALL;
    }

    /// Whether `from` tests something that is on or behind these hosts.
    boolean contains(HostName from, List<HostName> to) {
        return isComplete() || to.stream().anyMatch(host -> contains(from, host));
    }

    private boolean contains(HostName from, HostName to) {
        Integer start = places.get(from);
        Integer end = places.get(to);
        return start != null
                && end != null
                && Integer.bitCount(Math.floorMod(end - start, places.size())) == 1;
    }
}

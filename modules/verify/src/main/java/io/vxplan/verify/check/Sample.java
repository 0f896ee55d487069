package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which pairs of hosts are tested. All of them up to [#ALL] hosts; above that each host tests
/// those 1, 2, 4, 8, ... places after it in the sorted ring. So every host is tested in both
/// directions, everything is connected with everything, and each further run tests the same pairs.
public final class Sample {
    /// Up to so many hosts every pair is tested.
    static final int ALL = 50;

    private final List<HostName> ring;
    private final Map<HostName, Integer> places = new HashMap<>();

    public Sample(Collection<HostName> hosts) {
        ring = hosts.stream().sorted().toList();
        ring.forEach(host -> places.put(host, places.size()));
    }

    boolean isComplete() {
        return ring.size() <= ALL;
    }

    /// The hosts that this one tests.
    public List<HostName> peersOf(HostName host) {
        Integer place = places.get(host);
        List<HostName> peers = new ArrayList<>();
        if (place != null) {
            for (int step = 1; step < ring.size(); step = isComplete() ? step + 1 : step * 2) {
                peers.add(ring.get((place + step) % ring.size()));
            }
        }
        return peers;
    }
}

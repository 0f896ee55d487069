package io.vxplan.verify.check;

import io.vxplan.model.HostName;
import io.vxplan.model.address.Family;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The stations of an overlay by the hosts they are on or behind: of ten thousand hosts not every
/// pair can be looked at.
final class Targets {
    private final List<Station> stations;
    private final Map<HostName, BitSet> byHost = new HashMap<>();
    private final Map<Family, BitSet> byFamily = new EnumMap<>(Family.class);

    Targets(List<Station> stations) {
        this.stations = stations;
        for (int i = 0; i < stations.size(); i++) {
            for (HostName host : stations.get(i).hosts()) {
                byHost.computeIfAbsent(host, _ -> new BitSet()).set(i);
            }
            for (Family family : Family.values()) {
                if (stations.get(i).address(family).isPresent()) {
                    byFamily.computeIfAbsent(family, _ -> new BitSet()).set(i);
                }
            }
        }
    }

    /// What is on these hosts and not on the sender's, in the order of the stations.
    Stream<Station> on(Collection<HostName> hosts, HostName sender) {
        BitSet found = new BitSet();
        hosts.forEach(host -> found.or(on(host)));
        found.andNot(on(sender));
        return found.stream().mapToObj(stations::get);
    }

    /// How many pings it takes from this station to all others.
    int count(Station.Source from) {
        int count = 0;
        for (Map.Entry<Family, BitSet> family : byFamily.entrySet()) {
            if (from.address(family.getKey()).isPresent()) {
                BitSet others = (BitSet) family.getValue().clone();
                others.andNot(on(from.host()));
                count += others.cardinality();
            }
        }
        return count;
    }

    private BitSet on(HostName host) {
        return byHost.getOrDefault(host, new BitSet());
    }
}

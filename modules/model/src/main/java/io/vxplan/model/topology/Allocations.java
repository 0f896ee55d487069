package io.vxplan.model.topology;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which address each host has in each overlay, once and for ever: the content of
/// `topology.lock.yaml`.
///
/// @param overlays overlay name, host, its addresses with at most one per family
public record Allocations(
        SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> overlays) {
    public static final Allocations EMPTY = new Allocations(new TreeMap<>());

    public Allocations {
        overlays = Collections.unmodifiableSortedMap(overlays);
    }

    /// Those of one host, at most one per family; none where it never had any.
    public List<Located<IpAddress>> of(String overlay, HostName host) {
        return hosts(overlay).getOrDefault(host, List.of());
    }

    /// Also of hosts that are no members any more.
    public SortedMap<HostName, List<Located<IpAddress>>> hosts(String overlay) {
        return overlays.getOrDefault(overlay, Collections.emptySortedMap());
    }
}

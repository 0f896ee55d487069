package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives every host its addresses in every overlay: those the user gave, those of the lock file,
/// and the lowest free ones for the rest.
///
/// Nothing that is locked is ever renumbered or given to another: an entry stays when its host
/// leaves the overlay, or the overlay the topology, until the user removes it from the lock file.
public final class Ipam {
    private Ipam() {}

    /// @param allocations every address of every host, given and locked ones included
    public record Result(Allocations allocations, List<Diagnostic> diagnostics) {}

    /// In this order: what the user gives, what is locked, the lowest that is free. The same input
    /// gives the same addresses.
    public static Result allocate(Topology topology, Allocations locked) {
        SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> all = new TreeMap<>();
        locked.overlays().forEach((overlay, hosts) -> all.put(overlay, new TreeMap<>(hosts)));
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Overlay overlay : topology.overlays()) {
            if (overlay.addressed()) {
                all.computeIfAbsent(overlay.name(), _ -> new TreeMap<>())
                        .putAll(allocate(overlay, locked, diagnostics));
            }
        }
        return new Result(new Allocations(all), List.copyOf(diagnostics));
    }

    private static Map<HostName, List<Located<IpAddress>>> allocate(
            Overlay overlay, Allocations locked, List<Diagnostic> diagnostics) {
        Map<HostName, List<Located<IpAddress>>> addresses = new HashMap<>();
        for (Located<Prefix> subnet : overlay.subnets()) {
            new SubnetAddresses(overlay, subnet, locked.hosts(overlay.name()), diagnostics)
                    .allocate()
                    .forEach((host, address) ->
                            addresses.computeIfAbsent(host, _ -> new ArrayList<>(1)).add(address));
        }
        return addresses;
    }
}

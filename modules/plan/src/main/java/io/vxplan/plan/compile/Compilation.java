package io.vxplan.plan.compile;

import io.vxplan.model.Allocations;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Topology;
import java.util.ArrayList;
import java.util.List;

/// All that can be decided about a topology without looking at any host.
///
/// @param locked what the lock file holds
/// @param allocations complete: those of the lock file and the new ones
/// @param problems mistakes and warnings; with an error among them the rest is not to be used
public record Compilation(
        Topology topology, Allocations locked, Allocations allocations, List<Diagnostic> problems) {

    /// One host's address in one overlay.
    public record Allocation(String overlay, HostName host, IpAddress address) {}

    public static Compilation of(Topology topology, Allocations locked) {
        Ipam.Result ipam = Ipam.allocate(topology, locked);
        List<Diagnostic> problems = new ArrayList<>(CrossChecks.of(topology));
        problems.addAll(CrossChecks.ofLock(topology, locked));
        problems.addAll(ipam.diagnostics());
        return new Compilation(topology, locked, ipam.allocations(), List.copyOf(problems));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }

    /// What the lock file does not have yet.
    public List<Allocation> newAllocations() {
        List<Allocation> fresh = new ArrayList<>();
        allocations
                .overlays()
                .forEach((overlay, hosts) ->
                        hosts.forEach((host, addresses) -> {
                            List<IpAddress> known =
                                    locked.of(overlay, host).stream().map(Located::value).toList();
                            addresses.stream()
                                    .map(Located::value)
                                    .filter(address -> !known.contains(address))
                                    .forEach(address ->
                                            fresh.add(new Allocation(overlay, host, address)));
                        }));
        return List.copyOf(fresh);
    }

    /// Whether the lock file has to be written: nothing is ever taken out of it.
    public boolean lockChanged() {
        return !newAllocations().isEmpty();
    }

    public Compiler compiler() {
        return new Compiler(topology, allocations);
    }
}

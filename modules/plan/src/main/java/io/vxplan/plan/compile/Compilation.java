package io.vxplan.plan.compile;

import io.vxplan.model.Allocations;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Topology;
import java.util.ArrayList;
import java.util.List;

/// All that can be decided about a topology without looking at any host.
///
/// @param allocations complete: those of the lock file and the new ones
/// @param lockChanged whether the lock file has to be written
/// @param problems mistakes and warnings; with an error among them the rest is not to be used
public record Compilation(
        Topology topology,
        Allocations allocations,
        boolean lockChanged,
        List<Diagnostic> problems) {

    public static Compilation of(Topology topology, Allocations locked) {
        Ipam.Result ipam = Ipam.allocate(topology, locked);
        List<Diagnostic> problems = new ArrayList<>(CrossChecks.of(topology));
        problems.addAll(CrossChecks.ofLock(topology, locked));
        problems.addAll(ipam.diagnostics());
        return new Compilation(topology, ipam.allocations(), ipam.changed(), List.copyOf(problems));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }

    public Compiler compiler() {
        return new Compiler(topology, allocations);
    }
}

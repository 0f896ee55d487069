package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.Responsibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All that can be decided about a topology without looking at any host.
///
/// @param allocations complete: those of the lock file and the new ones
/// @param newAllocations what the lock file does not have yet
/// @param problems mistakes and warnings; with an error among them the rest is not to be used
public record Compilation(
        Topology topology,
        Allocations allocations,
        List<Allocation> newAllocations,
        List<Diagnostic> problems) {

    /// One host's address in one overlay.
    public record Allocation(String overlay, HostName host, IpAddress address) {}

    /// Gives out what addresses lack, and looks for all mistakes; nothing of a host is made yet.
    ///
    /// @param locked what the lock file has
    public static Compilation of(Topology topology, Allocations locked) {
        Ipam.Result ipam = Ipam.allocate(topology, locked);
        List<Diagnostic> problems = new ArrayList<>(CrossChecks.of(topology));
        problems.addAll(CrossChecks.ofLock(topology, locked));
        problems.addAll(ipam.diagnostics());
        return new Compilation(
                topology,
                ipam.allocations(),
                difference(ipam.allocations(), locked),
                List.copyOf(problems));
    }

    private static List<Allocation> difference(Allocations allocations, Allocations locked) {
        List<Allocation> fresh = new ArrayList<>();
        allocations
                .overlays()
                .forEach((overlay, hosts) -> {
                    Map<HostName, List<Located<IpAddress>>> known = locked.hosts(overlay);
                    hosts.forEach((host, addresses) -> {
                        List<Located<IpAddress>> old = known.getOrDefault(host, List.of());
                        for (Located<IpAddress> address : addresses) {
                            if (!contains(old, address.value())) {
                                fresh.add(new Allocation(overlay, host, address.value()));
                            }
                        }
                    });
                });
        return List.copyOf(fresh);
    }

    private static boolean contains(List<Located<IpAddress>> addresses, IpAddress address) {
        for (Located<IpAddress> each : addresses) {
            if (each.value().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /// Whether nothing may be carried out.
    public boolean hasErrors() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }

    /// Whether the lock file has to be written: nothing is ever taken out of it.
    public boolean lockChanged() {
        return !newAllocations.isEmpty();
    }

    /// Of what `apply` makes.
    public Compiler compiler() {
        return new Compiler(topology, allocations, Responsibility.ofApply(topology));
    }
}

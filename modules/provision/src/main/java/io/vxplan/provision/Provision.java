package io.vxplan.provision;

import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.inventory.part.HostPart;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Topology;
import io.vxplan.provision.DaemonFiles.OnHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What `apply` puts on the hosts of a topology beside what is in their kernels: on each host both
/// daemons of every entry of `discovery` that finds members of its overlays.
public final class Provision {
    private final Topology topology;
    private final Allocations allocations;
    private final Map<String, DaemonFiles> daemons = new TreeMap<>();

    /// @param allocations complete
    /// @param runtime that runs the daemons
    public Provision(Topology topology, Allocations allocations, Runtime runtime) {
        this.topology = topology;
        this.allocations = allocations;
        for (DiscoveryEntry entry : topology.discovery().values()) {
            String name = entry.name().value();
            daemons.put(
                    name,
                    new DaemonFiles(topology.name().value(), name, entry.credentials(), runtime));
        }
    }

    /// Whether any host gets something.
    public static boolean isNeeded(Topology topology) {
        return topology.hosts().keySet().stream()
                .anyMatch(host -> !discoveries(topology, host).isEmpty());
    }

    /// The entries whose daemons `apply` puts on a host.
    private static List<String> discoveries(Topology topology, HostName host) {
        return topology.provisions(host) ? HostOverlays.discoveries(topology, host) : List.of();
    }

    public List<Resource> on(HostName host) {
        List<Resource> resources = new ArrayList<>();
        for (String discovery : discoveries(topology, host)) {
            HostPart part = HostPart.of(new HostOverlays(topology, allocations, host, discovery));
            OnHost put = Objects.requireNonNull(daemons.get(discovery)).on(host, part);
            resources.add(put.runtime());
            resources.addAll(put.files());
            resources.addAll(put.units());
        }
        return List.copyOf(resources);
    }
}

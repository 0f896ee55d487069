package io.vxplan.lab.netns;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.lab.LabException;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.Change;
import io.vxplan.plan.Labels;
import io.vxplan.plan.Responsibility;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.diff.Differ;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What is not there yet of all that the hosts would have if it were known beforehand who takes
/// part: what `apply` makes and what the routers make alike.
record PeersMissing(SortedMap<HostName, Path> hosts, Compilation compilation) {
    private static final int SHOWN = 10;

    /// A line for each thing, up to some.
    List<String> lines() throws LabException {
        Topology topology = compilation.topology();
        Compiler compiler = new Compiler(topology, compilation.allocations());
        Responsibility all = Responsibility.ofAll(topology.name().value());
        List<String> lines = new ArrayList<>();
        for (Map.Entry<HostName, Path> entry : hosts.entrySet()) {
            HostName name = entry.getKey();
            try (Host host = LocalHost.inNamespace(name, entry.getValue())) {
                Differ.diff(name, all, compiler.stateOf(name), host.observe(), false)
                        .changes()
                        .stream()
                        .filter(change -> !(change instanceof Change.Delete))
                        .map(change -> name + ": " + Labels.difference(change))
                        .forEach(lines::add);
            } catch (HostException e) {
                throw new LabException("can't look at " + name + ": " + e.getMessage(), "", e);
            }
        }
        return lines.stream().limit(SHOWN).toList();
    }
}

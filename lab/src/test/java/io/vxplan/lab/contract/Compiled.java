package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.diff.Differ;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A topology without mistakes, compiled, and brought to hosts.
record Compiled(Compilation compilation) {

    static Compiled of(Topology topology) {
        return of(topology, Allocations.EMPTY);
    }

    static Compiled generated(long seed) {
        return of(new TopologyGenerator(seed).topology());
    }

    static Compiled of(Path inventory, Path topologyFile) {
        Parsed<Project> project = Project.load(inventory, Optional.of(topologyFile));
        assertThat(project.problems()).filteredOn(Diagnostic::isError).isEmpty();
        return of(project.value().orElseThrow().topology(), project.value().orElseThrow().locked());
    }

    private static Compiled of(Topology topology, Allocations locked) {
        Compilation compilation = Compilation.of(topology, locked);
        assertThat(compilation.problems()).filteredOn(Diagnostic::isError).isEmpty();
        return new Compiled(compilation);
    }

    Topology topology() {
        return compilation.topology();
    }

    HostState stateOf(HostName host) {
        return compilation.compiler().stateOf(host);
    }

    /// What a host of it has to be beforehand: its underlay address, on the device of multicast
    /// groups if it has one, and the devices of its endpoints.
    Machine machine(HostName host) {
        SortedMap<InterfaceName, List<InterfaceAddress>> interfaces = new TreeMap<>();
        for (Overlay overlay : topology().overlays()) {
            overlay.endpoints().stream()
                    .filter(endpoint -> endpoint.host().equals(host))
                    .flatMap(endpoint -> endpoint.device().stream())
                    .forEach(device -> interfaces.put(device.value(), List.of()));
        }
        Set<InterfaceAddress> underlays = new TreeSet<>();
        InterfaceName device = new InterfaceName("eth0");
        for (Overlay overlay : topology().overlays()) {
            Overlay.Member member = overlay.members().get(host);
            if (member != null) {
                device = member.groupDevice().orElse(device);
                underlays.add(onNetwork(member.underlay().value()));
            }
        }
        interfaces.put(device, List.copyOf(underlays));
        return new Machine(interfaces);
    }

    private static InterfaceAddress onNetwork(IpAddress address) {
        return new InterfaceAddress(
                address,
                switch (address.family()) {
                    case IPV4 -> 24;
                    case IPV6 -> 64;
                });
    }

    HostPlan plan(Host host) throws HostException {
        return plan(host, stateOf(host.name()));
    }

    HostPlan planToDestroy(Host host) throws HostException {
        return plan(host, HostState.EMPTY);
    }

    /// Applies, after which nothing is left to do.
    void apply(Host host) throws HostException {
        converge(host, stateOf(host.name()));
    }

    void destroy(Host host) throws HostException {
        converge(host, HostState.EMPTY);
    }

    private void converge(Host host, HostState desired) throws HostException {
        HostPlan plan = plan(host, desired);
        assertThat(plan.problems()).filteredOn(Diagnostic::isError).isEmpty();
        host.apply(plan.changes());
        assertThat(plan(host, desired).changes()).as("left on %s", host).isEmpty();
    }

    private HostPlan plan(Host host, HostState desired) throws HostException {
        return Differ.diff(host.name(), topology().name().value(), desired, host.observe(), false);
    }
}

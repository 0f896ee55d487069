package io.vxplan.host.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Resource;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.diff.Differ;
import java.util.Comparator;
import java.util.List;

/// The topology `demo`, on a host with files and services.
final class Demo {
    static final HostName NAME = new HostName("h1");
    static final String TOPOLOGY = "demo";

    private Demo() {}

    static HostPlan plan(Host host, HostState desired) throws HostException {
        HostPlan plan = Differ.diff(NAME, TOPOLOGY, desired, host.observe(), false);
        assertThat(plan.problems()).isEmpty();
        return plan;
    }

    /// What the machine has that is vxplan's to see.
    static List<Resource> resources(Host host) throws HostException {
        return host.observe()
                .inOrder()
                .filter(MachineResource.class::isInstance)
                .sorted(Comparator.comparing(Resource::key))
                .toList();
    }
}

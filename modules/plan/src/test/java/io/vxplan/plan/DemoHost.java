package io.vxplan.plan;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.diff.Differ;
import java.util.ArrayList;
import java.util.List;

/// The host h1 of the topology `demo`, which runs systemd.
final class DemoHost {
    static final HostName NAME = new HostName("h1");
    static final String CONFIGURATION = "/etc/vxplan/demo/prod/topology.yaml";

    private DemoHost() {}

    static TextFile configuration(String text) {
        return TextFile.open(CONFIGURATION, "demo", text);
    }

    static HostPlan diff(List<Resource> desired, List<Resource> observed, boolean adopt) {
        List<Resource> there = new ArrayList<>(observed);
        there.add(ServiceUnit.MANAGER);
        return Differ.diff(NAME, "demo", HostState.of(desired), HostState.of(there), adopt);
    }

    static HostPlan diff(List<Resource> desired, List<Resource> observed) {
        return diff(desired, observed, false);
    }
}

package io.vxplan.plan;

import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Vxlan;
import java.util.List;
import java.util.Optional;

/// Takes vxplan's marks off, as if somebody else had made the links.
final class Marks {
    private Marks() {}

    static HostState removed(HostState state) {
        List<Resource> resources = state.inOrder().map(Marks::removed).toList();
        return HostState.of(resources);
    }

    private static Resource removed(Resource resource) {
        if (!(resource instanceof Vxlan vxlan)) {
            return resource;
        }
        LinkSettings settings = vxlan.settings();
        LinkSettings bare =
                new LinkSettings(
                        settings.mac(),
                        settings.mtu(),
                        settings.up(),
                        0,
                        Optional.empty(),
                        settings.addressGeneration(),
                        settings.altNames());
        return new Vxlan(
                vxlan.name(),
                bare,
                vxlan.vni(),
                vxlan.local(),
                vxlan.port(),
                vxlan.group(),
                vxlan.groupDevice(),
                vxlan.ttl(),
                vxlan.tos(),
                vxlan.learning(),
                vxlan.ageing());
    }
}

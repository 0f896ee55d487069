package io.vxplan.plan.diff;

import io.vxplan.model.HostState;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.Link;
import io.vxplan.model.LinkSettings;
import io.vxplan.model.Mark;
import io.vxplan.model.Route;
import java.util.Optional;

/// Whose the things on a host are. The marks are in the kernel (see [Mark]); there is no state
/// file.
///
/// @param observed all that is on the host
public record Ownership(String topology, HostState observed) {
    public enum Owner {
        /// Ours, of this topology.
        OURS,
        /// Ours, created but not finished: a run was interrupted, and nothing tells of which
        /// topology.
        UNFINISHED,
        OTHER_TOPOLOGY,
        FOREIGN
    }

    public Owner of(Link link) {
        LinkSettings settings = link.settings();
        Optional<Mark> mark = settings.alias().flatMap(Mark::parse);
        if (mark.isPresent()) {
            return mark.get().topology().equals(topology) ? Owner.OURS : Owner.OTHER_TOPOLOGY;
        }
        return settings.group() == Mark.LINK_GROUP ? Owner.UNFINISHED : Owner.FOREIGN;
    }

    public boolean owns(InterfaceName device) {
        return observed.link(device).map(this::of).filter(Owner.OURS::equals).isPresent();
    }

    /// The protocol alone does not say of which topology a route is: its device must be ours as
    /// well.
    public boolean owns(Route route) {
        return route.protocol() == Mark.PROTOCOL
                && !route.nextHops().isEmpty()
                && route.nextHops().stream().allMatch(hop -> owns(hop.device()));
    }
}

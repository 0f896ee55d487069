package io.vxplan.plan;

import io.vxplan.model.resource.Mark;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Topology;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Whose job what bears our marks is.
///
/// In an overlay whose members are discovered, only the router on each host knows who takes part
/// right now: FDB entries, neighbours and routes there are its job. `apply` neither wants them nor
/// deletes them, but with their device. Device and address are the job of both, which want the
/// same: so the device is back at once when somebody removes it.
///
/// @param things of a mark: devices and what does not depend on who takes part
/// @param peers of a mark: what leads to those who take part
/// @param ofTopology whether a topology says all that; in a routing.yaml the VNI names the device,
///   and nothing can be adopted
public record Responsibility(Predicate<Mark> things, Predicate<Mark> peers, boolean ofTopology) {

    /// Of who makes all of a topology.
    public static Responsibility ofAll(String topology) {
        Predicate<Mark> ours = mark -> mark.topology().equals(topology);
        return new Responsibility(ours, ours, true);
    }

    /// Of `apply` and of all that looks at hosts as it does.
    public static Responsibility ofApply(Topology topology) {
        Set<String> discovered =
                topology.overlays().stream()
                        .filter(overlay -> overlay.discoveredBy().isPresent())
                        .map(Overlay::name)
                        .collect(Collectors.toUnmodifiableSet());
        Predicate<Mark> ours = mark -> mark.topology().equals(topology.name().value());
        return new Responsibility(
                ours, ours.and(mark -> !discovered.contains(mark.overlay())), true);
    }

    /// Of the router of one overlay.
    public static Responsibility ofRouter(Mark overlay, boolean ofTopology) {
        return new Responsibility(overlay::equals, overlay::equals, ofTopology);
    }
}

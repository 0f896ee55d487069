package io.vxplan.router.overlay;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Routes to networks of peers that this host has its own use for. They are left out: one of them
/// must not keep all other peers from being reached.
final class LocalConflicts {
    private final Ownership ownership;
    private final InterfaceName device;
    private final Map<Prefix, Participant> behind;
    private final List<Diagnostic> problems = new ArrayList<>();

    /// @param behind whose each network is
    LocalConflicts(Ownership ownership, InterfaceName device, Map<Prefix, Participant> behind) {
        this.ownership = ownership;
        this.device = device;
        this.behind = behind;
    }

    List<Diagnostic> problems() {
        return List.copyOf(problems);
    }

    /// What is wanted without them.
    HostState withoutConflicts() {
        List<Resource> kept = new ArrayList<>();
        for (Resource wanted : ownership.desired().byKey().values()) {
            Optional<String> why = wanted instanceof Route route ? why(route) : Optional.empty();
            why.ifPresentOrElse(
                    conflict -> report((Route) wanted, conflict), () -> kept.add(wanted));
        }
        return HostState.of(kept);
    }

    private void report(Route route, String why) {
        String owner =
                Optional.ofNullable(behind.get(route.destination()))
                        .map(peer -> " of stack '" + peer.stack().id() + "'")
                        .orElse("");
        problems.add(
                Diagnostic.warning(
                        "network %s%s is not routed here: %s"
                                .formatted(route.destination(), owner, why),
                        "give one of them another network"));
    }

    private Optional<String> why(Route wanted) {
        return foreignRoute(wanted).or(() -> attached(wanted));
    }

    private Optional<String> foreignRoute(Route wanted) {
        return ownership
                .observed()
                .get(wanted.key())
                .map(Route.class::cast)
                .filter(present -> ownership.ours(present).isEmpty())
                .map(present ->
                        "%s exists and is not ours, proto %d"
                                .formatted(Labels.of(present), present.protocol()));
    }

    /// Who wrote `routing.yaml` may route a part of a network that this host is in; a peer that
    /// says so would take that part away.
    private Optional<String> attached(Route wanted) {
        Participant peer = behind.get(wanted.destination());
        if (peer == null || peer.source() == RouteSource.STATIC_CONFIG) {
            return Optional.empty();
        }
        return ownership
                .observed()
                .all(Address.class)
                .filter(address -> !address.device().equals(device))
                .filter(address -> address.address().prefix().overlaps(wanted.destination()))
                .findFirst()
                .map(address ->
                        "this host is in %s itself, by interface '%s'"
                                .formatted(address.address().prefix(), address.device()));
    }
}

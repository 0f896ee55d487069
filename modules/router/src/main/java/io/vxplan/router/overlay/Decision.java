package io.vxplan.router.overlay;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.diff.Ownership;
import io.vxplan.router.routing.Routing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is done to this host, and why not more.
///
/// @param changes in their order; none where an error is among the problems
/// @param desired what the host shall have
/// @param routes those that are there after the changes
/// @param admitted the peers that take part
public record Decision(
        List<Change> changes,
        HostState desired,
        List<RouteEntry> routes,
        Set<Stack> admitted,
        List<Diagnostic> problems) {

    /// The VXLAN device of this host's part.
    public static InterfaceName device(Routing routing) {
        return OverlayTopology.device(routing);
    }

    public static Decision of(
            Routing routing, Claims claims, HostState observed, Remnants remnants) {
        Optional<Underlay> underlay = Underlay.of(routing, observed);
        Optional<Diagnostic> unusable =
                underlay.map(found -> insideItself(routing, found))
                        .orElseGet(() -> Optional.of(noUnderlay(routing)));
        return unusable.isPresent()
                ? new Decision(
                        List.of(),
                        HostState.EMPTY,
                        List.of(),
                        claims.before(),
                        List.of(unusable.get()))
                : of(routing, underlay.orElseThrow(), claims, observed, remnants);
    }

    private static Decision of(
            Routing routing,
            Underlay underlay,
            Claims claims,
            HostState observed,
            Remnants remnants) {
        Admission.Result admission = Admission.of(routing, underlay, claims);
        List<Diagnostic> problems = new ArrayList<>(admission.problems());
        OverlayTopology overlay = OverlayTopology.of(routing, underlay, admission.participants());
        HostState compiled =
                new Compiler(overlay.topology(), overlay.allocations())
                        .stateOf(OverlayTopology.self(routing));

        Map<Prefix, Participant> behind = behind(admission.participants());
        InterfaceName device = OverlayTopology.device(routing);
        Responsibility own =
                Responsibility.ofRouter(
                        OverlayTopology.mark(routing),
                        routing.form().origin() == Routing.Origin.TOPOLOGY);
        LocalConflicts conflicts =
                new LocalConflicts(new Ownership(own, compiled, observed, false), device, behind);
        HostState desired = conflicts.withoutConflicts();
        problems.addAll(conflicts.problems());

        HostState seen = remnants.hidden(observed, desired, device, OverlayTopology.mark(routing));
        HostPlan plan =
                Differ.diff(
                        OverlayTopology.self(routing), new Ownership(own, desired, seen, false));
        problems.addAll(plan.problems());
        plan.changes().stream()
                .filter(Decision::isSysctl)
                .forEach(change -> forwarding(change).ifPresent(problems::add));
        return new Decision(
                plan.isBlocked()
                        ? List.of()
                        : plan.changes().stream().filter(change -> !isSysctl(change)).toList(),
                desired,
                routes(desired, behind, plan.isBlocked() ? observed : desired),
                admission.participants().stream()
                        .map(Participant::stack)
                        .collect(Collectors.toUnmodifiableSet()),
                List.copyOf(problems));
    }

    private static Diagnostic noUnderlay(Routing routing) {
        return routing.underlay()
                .map(given ->
                        Diagnostic.error(
                                given.at(),
                                "no interface of this host has the address " + given,
                                "configure it, or mend " + toMend(routing)))
                .orElseGet(() ->
                        Diagnostic.error(
                                "this host has no default route, so its own address is not known",
                                "give it one, or say `underlay` in routing.yaml"));
    }

    private static Optional<Diagnostic> insideItself(Routing routing, Underlay underlay) {
        return routing.networkOwners()
                .holding(underlay.address())
                .map(network ->
                        Diagnostic.error(
                                "this host's address %s lies in %s"
                                        .formatted(underlay.address(), network),
                                "the tunnel would carry itself: take another network there, or "
                                        + (routing.underlay().isPresent() ? "mend " : "say ")
                                        + toMend(routing)));
    }

    /// Where the user says where this host's tunnels start.
    private static String toMend(Routing routing) {
        return switch (routing.form().origin()) {
            case ROUTING_FILE -> "`underlay`";
            case TOPOLOGY ->
                    "the host's `underlay` in the overlay's `members`, or its variable vxplan_underlay";
        };
    }

    private static Map<Prefix, Participant> behind(List<Participant> participants) {
        Map<Prefix, Participant> behind = new HashMap<>();
        participants.forEach(peer -> peer.networks().forEach(network -> behind.put(network, peer)));
        return behind;
    }

    private static boolean isSysctl(Change change) {
        return change.key() instanceof Key.SysctlKey;
    }

    /// The kernel's settings are no business of a daemon that may touch nothing but its device.
    private static Optional<Diagnostic> forwarding(Change change) {
        return switch (change) {
            case Change.Create(Sysctl wanted) -> Optional.of(off(wanted));
            case Change.Update(_, Sysctl wanted) -> Optional.of(off(wanted));
            case Change.Create _, Change.Update _, Change.Replace _, Change.Delete _ ->
                    Optional.empty();
        };
    }

    private static Diagnostic off(Sysctl wanted) {
        return Diagnostic.warning(
                "this host does not forward: what is behind it can't be reached",
                "set it: sysctl -w %s=%s".formatted(wanted.name(), wanted.value()));
    }

    private static List<RouteEntry> routes(
            HostState desired, Map<Prefix, Participant> behind, HostState present) {
        List<RouteEntry> routes = new ArrayList<>();
        desired.all(Route.class)
                .filter(route -> present.get(route.key()).filter(route::equals).isPresent())
                .forEach(route -> {
                    Participant peer = behind.get(route.destination());
                    for (Route.NextHop hop : route.nextHops()) {
                        if (peer != null && hop.via().isPresent()) {
                            routes.add(
                                    new RouteEntry(
                                            route.destination(),
                                            hop.via().get(),
                                            hop.device(),
                                            peer.source()));
                        }
                    }
                });
        return List.copyOf(routes);
    }
}

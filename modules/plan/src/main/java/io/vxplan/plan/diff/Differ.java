package io.vxplan.plan.diff;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// From what is wanted and what is there to the changes that lead from one to the other.
///
/// First what has to go, and what the kernel takes away with it; then, against what will be left,
/// what has to come. So a thing that is lost on the way is created again by a change that the plan
/// shows.
///
/// Files frame that. A runtime comes first of all: where it can't be brought, nothing has changed
/// yet. What nobody runs or reads any more goes last, once the services run from what is new.
public final class Differ {
    private final HostState desired;
    private final HostState observed;
    private final Claims claims;
    private final List<Change> removals = new ArrayList<>();
    private final Map<Key, Change> replacements = new HashMap<>();
    private final List<Change> arrivals = new ArrayList<>();
    private final List<Change> departures = new ArrayList<>();
    private final Cascade cascade;

    private Differ(HostState desired, HostState observed, Claims claims) {
        this.desired = desired;
        this.observed = observed;
        this.claims = claims;
        this.cascade = new Cascade(observed.byKey());
    }

    /// @param adopt take over unmarked links of the names that are needed
    public static HostPlan diff(
            HostName host, String topology, HostState desired, HostState observed, boolean adopt) {
        return diff(host, Responsibility.ofAll(topology), desired, observed, adopt);
    }

    /// @param responsibility of who plans
    /// @param adopt take over unmarked links of the names that are needed
    public static HostPlan diff(
            HostName host,
            Responsibility responsibility,
            HostState desired,
            HostState observed,
            boolean adopt) {
        return diff(host, new Ownership(responsibility, desired, observed, adopt));
    }

    /// @param ownership of what is there, with what is wanted
    public static HostPlan diff(HostName host, Ownership ownership) {
        return new HostPlan(
                host,
                changes(ownership.desired(), ownership.observed(), new OwnedClaims(ownership)),
                new Conflicts(ownership).find());
    }

    /// @param claims to what is there
    static List<Change> changes(HostState desired, HostState observed, Claims claims) {
        return new Differ(desired, observed, claims).changes();
    }

    private List<Change> changes() {
        replaceTables();
        replaceLinks();
        removeTables();
        removeLinks();
        removeEntries();
        removeHiddenRoutes();
        movePorts();
        desired.inOrder().forEach(this::arrive);
        Predicate<Change> isRuntime = change -> change.key() instanceof Key.RuntimeKey;
        List<Change> changes = new ArrayList<>(arrivals.stream().filter(isRuntime).toList());
        changes.addAll(removals.reversed());
        arrivals.stream().filter(isRuntime.negate()).forEach(changes::add);
        changes.addAll(departures);
        return List.copyOf(changes);
    }

    /// It is taken away and made again in one transaction of nftables, so nothing gets through
    /// meanwhile, and nobody is kept out.
    private void replaceTables() {
        desired.all(FirewallTable.class)
                .forEach(wanted ->
                        observed.get(wanted.key())
                                .map(FirewallTable.class::cast)
                                .filter(before -> !before.equals(wanted))
                                .filter(claims::mayChange)
                                .ifPresent(before ->
                                        replacements.put(
                                                wanted.key(),
                                                new Change.Replace(
                                                        before,
                                                        wanted,
                                                        List.of(Fields.CONTENT),
                                                        cascade.remove(before)))));
    }

    private void replaceLinks() {
        desired.all(Link.class)
                .forEach(wanted ->
                        observed.link(wanted.name())
                                .filter(claims::mayChange)
                                .ifPresent(before -> {
                                    List<String> forcedBy = Replacement.forcedBy(before, wanted);
                                    if (!forcedBy.isEmpty()) {
                                        replace(before, wanted, forcedBy);
                                    }
                                }));
    }

    /// Where another link wants the VNI that this one gives up, this one has to go first.
    private void replace(Link before, Link wanted, List<String> forcedBy) {
        List<Resource> lost = cascade.remove(before);
        if (isWantedByAnother(before)) {
            removals.add(new Change.Delete(before, lost));
        } else {
            replacements.put(wanted.key(), new Change.Replace(before, wanted, forcedBy, lost));
        }
    }

    private boolean isWantedByAnother(Link before) {
        return before instanceof Vxlan old
                && desired.all(Vxlan.class)
                        .anyMatch(other ->
                                !other.name().equals(old.name())
                                        && other.vni().equals(old.vni())
                                        && other.port() == old.port());
    }

    /// First here, and so last of what is removed: after what they guard.
    private void removeTables() {
        observed.all(FirewallTable.class)
                .filter(table -> desired.get(table.key()).isEmpty() && claims.mayRemove(table))
                .forEach(table -> removals.add(new Change.Delete(table, cascade.remove(table))));
    }

    private void removeLinks() {
        observed.all(Link.class)
                .filter(link -> desired.link(link.name()).isEmpty() && claims.mayRemove(link))
                .forEach(link -> removals.add(new Change.Delete(link, cascade.remove(link))));
    }

    private void removeEntries() {
        List<Resource> unwanted = new ArrayList<>();
        observed.byKey()
                .forEach((key, present) -> {
                    if (!(present instanceof Link || present instanceof FirewallTable)
                            && !desired.byKey().containsKey(key)
                            && claims.mayRemove(present)) {
                        unwanted.add(present);
                    }
                });
        unwanted.sort(Comparator.comparing(Resource::key));
        for (Resource present : unwanted) {
            // One that went with something before it needs no change of its own.
            cascade.left(present)
                    .filter(claims::mayRemove)
                    .map(claims::partOf)
                    .map(ours -> new Change.Delete(ours, cascade.remove(ours)))
                    .ifPresent(delete -> (isOnDisk(present) ? departures : removals).add(delete));
        }
    }

    /// Somebody prepended a route to the same network, and ours is not wanted any more. As long as
    /// it is wanted, that is a conflict.
    private void removeHiddenRoutes() {
        observed.hidden().stream()
                .filter(hidden -> !desired.byKey().containsKey(hidden.key()))
                .filter(hidden -> hidden instanceof Route && claims.mayRemove(hidden))
                .filter(hidden -> !goesWithALink((Route) hidden))
                .forEach(hidden -> removals.add(new Change.Delete(hidden, List.of())));
    }

    private boolean goesWithALink(Route route) {
        return route.nextHops().stream()
                .anyMatch(hop -> cascade.gone().contains(new Key.LinkKey(hop.device())));
    }

    private static boolean isOnDisk(Resource resource) {
        return resource instanceof TextFile || resource instanceof Runtime;
    }

    private void movePorts() {
        desired.all(BridgePort.class)
                .forEach(wanted -> {
                    if (observed.byKey().get(wanted.key()) instanceof BridgePort present
                            && !present.bridge().equals(wanted.bridge())) {
                        cascade.move(present);
                    }
                });
    }

    private void arrive(Resource wanted) {
        Key key = wanted.key();
        Resource before = observed.byKey().get(key);
        if (before == null || cascade.gone().contains(key)) {
            arrivals.add(
                    Objects.requireNonNullElseGet(
                            replacements.get(key), () -> new Change.Create(wanted)));
        } else if (!before.equals(wanted)
                && !Fields.difference(before, wanted).isEmpty()
                && claims.mayChange(before)) {
            Change.Update change = new Change.Update(before, wanted);
            arrivals.addAll(new RouterAdvertisements(observed).keptBefore(change));
            arrivals.add(change);
        }
    }
}

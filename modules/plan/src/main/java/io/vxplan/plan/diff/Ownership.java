package io.vxplan.plan.diff;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Responsibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose the things on a host are. The marks are in the kernel (see [Mark]); there is no state
/// file.
public final class Ownership {
    public enum Owner {
        /// Ours, of this topology.
        OURS,
        /// Ours, created but not finished: a run was interrupted, and nothing tells of which
        /// topology.
        UNFINISHED,
        /// Marked, by another topology.
        OTHER_TOPOLOGY,
        /// Not marked.
        FOREIGN
    }

    private final Responsibility responsibility;
    private final HostState desired;
    private final HostState observed;
    private final boolean adopt;
    private final Set<InterfaceName> ours;
    private final Set<InterfaceName> withPeers;

    /// @param responsibility of who plans
    /// @param desired what the host should be
    /// @param observed all that is on the host
    /// @param adopt take over unmarked links of the names that are desired
    public Ownership(
            Responsibility responsibility, HostState desired, HostState observed, boolean adopt) {
        this.responsibility = responsibility;
        this.desired = desired;
        this.observed = observed;
        this.adopt = adopt;
        this.ours =
                observed.all(Link.class)
                        .filter(this::belongsToUs)
                        .map(Link::name)
                        .collect(Collectors.toUnmodifiableSet());
        this.withPeers =
                ours.stream()
                        .filter(device -> mark(device).filter(responsibility.peers()).isPresent())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// As the link will bear it, else as it does.
    private Optional<Mark> mark(InterfaceName device) {
        return desired.link(device)
                .or(() -> observed.link(device))
                .flatMap(link -> link.settings().alias())
                .flatMap(Mark::parse);
    }

    private boolean belongsToUs(Link link) {
        boolean isDesired = desired.link(link.name()).isPresent();
        return switch (of(link)) {
            case OURS -> true;
            case UNFINISHED -> isDesired;
            case FOREIGN -> isDesired && adopt;
            case OTHER_TOPOLOGY -> false;
        };
    }

    public HostState desired() {
        return desired;
    }

    /// Where a user says what is desired.
    boolean isOfTopology() {
        return responsibility.ofTopology();
    }

    public boolean adopts() {
        return adopt;
    }

    public HostState observed() {
        return observed;
    }

    /// By alias and group.
    public Owner of(Link link) {
        LinkSettings settings = link.settings();
        Optional<Mark> mark = settings.alias().flatMap(Mark::parse);
        if (mark.isPresent()) {
            return responsibility.things().test(mark.get()) ? Owner.OURS : Owner.OTHER_TOPOLOGY;
        }
        boolean ofOurKind = !(link instanceof OtherLink);
        return ofOurKind && settings.group() == Mark.LINK_GROUP ? Owner.UNFINISHED : Owner.FOREIGN;
    }

    /// Ours, or made so by this plan: what is on it then belongs to it.
    public boolean owns(InterfaceName device) {
        return ours.contains(device);
    }

    /// That what leads to other hosts on the device is ours as well.
    boolean ownsPeersOn(InterfaceName device) {
        return withPeers.contains(device);
    }

    /// Workloads' interfaces are not ours, and Docker or the user may plug others into our bridge:
    /// only what bears the mark was plugged by us.
    public boolean owns(BridgePort port) {
        return owns(port.device()) || owns(port.bridge()) && port.cost() == Mark.PORT_COST;
    }

    /// Its name is its mark.
    boolean owns(FirewallTable table) {
        return table.key().mark().filter(responsibility.things()).isPresent();
    }

    boolean ownsPeersOf(Key.FirewallKey table) {
        return table.mark().filter(responsibility.peers()).isPresent();
    }

    /// By its first line.
    public boolean owns(TextFile file) {
        return file.topology().filter(this::isOurs).isPresent();
    }

    /// Whether an unmarked file may be taken over.
    boolean adopts(TextFile file) {
        return adopt && file.topology().isEmpty();
    }

    /// A unit is of whom its unit file is. Where somebody removed that, its name still says it.
    boolean owns(ServiceUnit unit) {
        return observed.get(unit.file())
                .map(found -> found instanceof TextFile file && owns(file))
                .orElseGet(() -> unit.topology().filter(this::isOurs).isPresent());
    }

    /// Topologies share a runtime, and none of them marks it. One is left over where no file refers
    /// to it but such as go or change now. Who has no files there leaves it alone: another apply
    /// may have brought it this moment.
    boolean isLeftOver(Runtime runtime) {
        boolean weHaveFiles =
                Stream.concat(desired.all(TextFile.class), observed.all(TextFile.class))
                        .anyMatch(this::owns);
        return weHaveFiles
                && Stream.concat(
                                desired.all(TextFile.class),
                                observed.all(TextFile.class).filter(file -> !owns(file)))
                        .noneMatch(file -> file.content().contains(runtime.digest()));
    }

    /// A file is of no overlay.
    private boolean isOurs(String topology) {
        return responsibility.things().test(new Mark(topology, ""));
    }

    /// The protocol alone does not say of which topology a route is: its device must be ours as
    /// well.
    public boolean owns(Route route) {
        return ours(route).filter(route::equals).isPresent();
    }

    /// What of a route is ours. In IPv6 others may append next hops to our route (`ip -6 route
    /// append`); each remains its own route to the kernel, which shows them as one, with the
    /// protocol of the first. In IPv4 a route is one thing.
    public Optional<Route> ours(Route route) {
        if (route.protocol() != Mark.PROTOCOL) {
            return Optional.empty();
        }
        List<Route.NextHop> hops =
                route.nextHops().stream().filter(hop -> ownsPeersOn(hop.device())).toList();
        boolean whole = hops.size() == route.nextHops().size();
        boolean divisible = route.destination().family() == Family.IPV6;
        return hops.isEmpty() || !(whole || divisible)
                ? Optional.empty()
                : Optional.of(route.with(hops));
    }
}

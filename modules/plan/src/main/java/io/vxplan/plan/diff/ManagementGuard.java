package io.vxplan.plan.diff;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.ManagementPath;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the changes that touch the way by which the session that is to make them reaches the host.
public final class ManagementGuard {
    /// What changes of a link without a packet less.
    private static final Set<String> HARMLESS =
            Set.of("alias", "link group", "altnames", "addrgenmode", "ageing");

    private final ManagementPath path;
    private final HostState observed;
    private final List<Change> changes;

    /// With the ports of bridges among them.
    private final Set<InterfaceName> devices;

    private final Set<IpAddress> neighbours;
    private final Set<MacAddress> stations;

    private ManagementGuard(ManagementPath path, HostState observed, List<Change> changes) {
        this.path = path;
        this.observed = observed;
        this.changes = changes;
        Set<InterfaceName> ways =
                Stream.concat(
                                path.devices(),
                                observed.all(Address.class)
                                        .filter(this::isOwn)
                                        .map(Address::device))
                        .collect(Collectors.toUnmodifiableSet());
        this.devices =
                Stream.concat(
                                ways.stream(),
                                observed.all(BridgePort.class)
                                        .filter(port -> ways.contains(port.bridge()))
                                        .map(BridgePort::device))
                        .collect(Collectors.toUnmodifiableSet());
        this.neighbours = path.neighbours().collect(Collectors.toUnmodifiableSet());
        this.stations =
                observed.all(Neighbour.class)
                        .filter(this::isNextHop)
                        .map(Neighbour::mac)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// The plan with what it would do to the session that observed the host.
    ///
    /// @param allowed the user agreed: these are warnings then, and the host may be changed
    public static HostPlan guarded(HostPlan plan, HostState observed, boolean allowed) {
        if (observed.management().isEmpty()) {
            return plan;
        }
        List<Diagnostic> problems = new ArrayList<>(plan.problems());
        ManagementGuard guard =
                new ManagementGuard(observed.management().get(), observed, plan.changes());
        plan.changes()
                .forEach(change ->
                        guard.harm(change)
                                .map(harm -> guard.problem(change, harm, allowed))
                                .ifPresent(problems::add));
        return new HostPlan(plan.host(), plan.changes(), List.copyOf(problems));
    }

    private Diagnostic problem(Change change, String harm, boolean allowed) {
        String summary =
                "`"
                        + Labels.of(change)
                        + "` "
                        + harm
                        + ", and the SSH session from "
                        + path.client()
                        + " to "
                        + path.own()
                        + " on "
                        + path.device()
                        + " needs it";
        return allowed
                ? Diagnostic.warning(summary, "")
                : Diagnostic.error(
                        summary, "reach the host another way, or agree with --allow-management");
    }

    private Optional<String> harm(Change change) {
        return switch (change) {
            case Change.Create(var after) -> coming(after);
            case Change.Update(var before, var after) -> changing(before, after);
            case Change.Replace(var before, var after, _, var lost) ->
                    going(before, lost).or(() -> coming(after));
            case Change.Delete(var before, var lost) -> going(before, lost);
        };
    }

    private Optional<String> going(Resource before, List<Resource> lost) {
        return Stream.concat(Stream.of(before), lost.stream())
                .filter(this::isPart)
                .findFirst()
                .map(part -> "takes away " + Labels.of(part));
    }

    private boolean isPart(Resource resource) {
        return switch (resource) {
            case Link link -> devices.contains(link.name());
            case BridgePort port -> devices.contains(port.device());
            case Address address -> isOwn(address);
            case Route route -> isRoute(route);
            case Neighbour neighbour -> isNextHop(neighbour);
            case FdbEntry entry -> leadsToNextHop(entry);
            case MachineResource _, Sysctl _ -> false;
            // Of VXLAN alone, and of an overlay's members those that go lose their tunnels as well.
            case FirewallResource _ -> false;
        };
    }

    private Optional<String> coming(Resource after) {
        return switch (after) {
            case BridgePort port -> enslaving(port);
            case Address address -> covering(address);
            case Route route -> overriding(route);
            case Neighbour neighbour ->
                    told(isNextHop(neighbour), "says who " + neighbour.address() + " is");
            case FdbEntry entry -> told(leadsToNextHop(entry), "says where " + entry.mac() + " is");
            case Sysctl setting -> forwarding(setting);
            case Link _, MachineResource _, FirewallResource _ -> Optional.empty();
        };
    }

    private Optional<String> changing(Resource before, Resource after) {
        return switch (after) {
            case Link link when devices.contains(link.name()) -> altering(before, link);
            case BridgePort port ->
                    port.bridge().equals(((BridgePort) before).bridge())
                            ? Optional.empty()
                            : enslaving(port);
            case Route route when isRoute(route) -> Optional.of("changes the next hops");
            case Address _ -> Optional.empty();
            case Link _,
                    Route _,
                    Neighbour _,
                    FdbEntry _,
                    Sysctl _,
                    MachineResource _,
                    FirewallResource _ ->
                    coming(after);
        };
    }

    private static Optional<String> told(boolean isSo, String what) {
        return isSo ? Optional.of(what) : Optional.empty();
    }

    private Optional<String> altering(Resource before, Link after) {
        Set<String> fields = Fields.difference(before, after).keySet();
        List<String> felt = fields.stream().filter(field -> !HARMLESS.contains(field)).toList();
        return told(!felt.isEmpty(), "changes its " + String.join(", ", felt));
    }

    /// A port of a bridge hands all that it receives to the bridge, and has addresses in vain.
    private Optional<String> enslaving(BridgePort port) {
        return told(
                devices.contains(port.device()),
                "makes " + port.device() + " a port of " + port.bridge());
    }

    /// With an address the kernel makes a route to its network.
    private Optional<String> covering(Address address) {
        if (address.address().address().equals(path.client())) {
            return Optional.of("gives the host the address of the client");
        }
        int metric = address.address().address().family() == Family.IPV4 ? 0 : 256;
        return overriding(
                new Route(
                        Route.MAIN_TABLE,
                        address.address().prefix(),
                        metric,
                        0,
                        Route.UNICAST,
                        List.of(new Route.NextHop(Optional.empty(), address.device(), 1))));
    }

    private Optional<String> overriding(Route other) {
        return path.route()
                .filter(route -> other.table() == route.table() && !isSameWay(other, route))
                .filter(route -> other.destination().contains(path.client()))
                .filter(route -> isPreferred(other, route))
                .map(route ->
                        "makes a route to "
                                + other.destination()
                                + ", which the client's address is in");
    }

    private static boolean isSameWay(Route other, Route route) {
        return other.type().equals(route.type()) && other.nextHops().equals(route.nextHops());
    }

    private static boolean isPreferred(Route other, Route route) {
        int byLength = Integer.compare(other.destination().length(), route.destination().length());
        return byLength > 0 || byLength == 0 && other.metric() <= route.metric();
    }

    private Optional<String> forwarding(Sysctl setting) {
        return told(
                setting.name().equals(RouterAdvertisements.FORWARDING)
                        && setting.value().equals("1")
                        && path.untilForwarding()
                        && path.devices().anyMatch(device -> !keepsRoutes(device)),
                "makes the kernel drop the default route that a router advertised");
    }

    /// Perhaps by this very plan.
    private boolean keepsRoutes(InterfaceName device) {
        Sysctl kept = new Sysctl(RouterAdvertisements.name(device), "2");
        return observed.sysctl(kept.name()).filter(kept.value()::equals).isPresent()
                || changes.stream()
                        .anyMatch(change ->
                                change instanceof Change.Update(_, var after)
                                        && after.equals(kept));
    }

    private boolean isOwn(Address address) {
        return address.address().address().equals(path.own());
    }

    private boolean isRoute(Route other) {
        return path.route().filter(route -> route.key().equals(other.key())).isPresent();
    }

    private boolean isNextHop(Neighbour neighbour) {
        return path.devices().anyMatch(neighbour.device()::equals)
                && neighbours.contains(neighbour.address());
    }

    /// Where the session itself goes through an overlay.
    private boolean leadsToNextHop(FdbEntry entry) {
        return devices.contains(entry.device()) && stations.contains(entry.mac());
    }
}

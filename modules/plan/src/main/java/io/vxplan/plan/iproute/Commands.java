package io.vxplan.plan.iproute;

import io.vxplan.model.address.Family;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Changes as the commands of iproute2: for hosts reached over SSH, and for `explain`.
public final class Commands {
    private Commands() {}

    /// In the order in which they are to run; none for what is not undone, such as a setting.
    public static List<Command> of(Change change) {
        return switch (change) {
            case Change.Create(var after) -> create(after);
            case Change.Update(Link before, Link after) -> LinkCommands.update(before, after);
            case Change.Update(_, var after) -> update(after);
            case Change.Delete(var before, _) -> delete(before);
            case Change.Replace(var before, var after, _, _) -> {
                List<Command> commands = new ArrayList<>(delete(before));
                commands.addAll(create(after));
                yield commands;
            }
        };
    }

    /// What makes a link that is not there: it can't be done twice.
    public static List<Command> add(Link link) {
        return LinkCommands.add(link);
    }

    /// What makes a firewall, whether it is there or not. It is empty then.
    public static Command.Nft restore(FirewallTable table) {
        return FirewallCommands.restore(table);
    }

    /// What a link needs once it is there: it can be done again.
    public static List<Command> finish(Link link) {
        return LinkCommands.finish(link);
    }

    private static List<Command> create(Resource resource) {
        return switch (resource) {
            case Link link -> LinkCommands.create(link);
            // `add` is CREATE|EXCL: a foreign route that came between the plan and now is not
            // stolen.
            case Route route -> List.of(new Command.Ip(route("add", route)));
            case FirewallTable table -> List.of(FirewallCommands.create(table));
            case MachineResource _,
                    Sysctl _,
                    BridgePort _,
                    Address _,
                    FdbEntry _,
                    Neighbour _,
                    FirewallPeer _ ->
                    update(resource);
        };
    }

    private static List<Command> update(Resource resource) {
        return switch (resource) {
            case Runtime runtime -> List.of(new Command.InstallRuntime(runtime));
            case TextFile file -> List.of(new Command.WriteFile(file));
            case ServiceUnit unit ->
                    List.of(
                            unit.isOneshot()
                                    ? new Command.EnableUnit(unit)
                                    : new Command.StartUnit(unit));
            case Sysctl(var name, var value) -> List.of(new Command.WriteSysctl(name, value));
            case Link _ -> throw new IllegalArgumentException("a link is updated from what it was");
            case FirewallTable _ ->
                    throw new IllegalArgumentException("a firewall is made anew as a whole");
            case FirewallPeer peer -> List.of(FirewallCommands.add(peer));
            case BridgePort port ->
                    List.of(
                            new Command.Ip(
                                    "link set dev " + port.device() + " master " + port.bridge()),
                            new Command.Bridge(
                                    "link set dev "
                                            + port.device()
                                            + " learning "
                                            + onOff(port.learning())
                                            + " neigh_suppress "
                                            + onOff(port.neighSuppress())
                                            + " cost "
                                            + port.cost()));
            case Address address ->
                    List.of(
                            new Command.Ip(
                                    "addr replace "
                                            + address.address()
                                            + " dev "
                                            + address.device()
                                            + noDad(address)));
            case FdbEntry entry -> List.of(new Command.Bridge(fdb(entry)));
            case Neighbour neighbour ->
                    List.of(
                            new Command.Ip(
                                    "neigh replace "
                                            + neighbour.address()
                                            + " lladdr "
                                            + neighbour.mac()
                                            + " dev "
                                            + neighbour.device()
                                            + " nud permanent protocol "
                                            + neighbour.protocol()));
            case Route route -> List.of(new Command.Ip(route("replace", route)));
        };
    }

    private static List<Command> delete(Resource resource) {
        return switch (resource) {
            case Runtime runtime -> List.of(new Command.RemoveRuntime(runtime));
            case TextFile file -> List.of(new Command.RemoveFile(file));
            case ServiceUnit unit -> List.of(new Command.StopUnit(unit));
            case Sysctl _ -> List.of();
            case FirewallTable table -> List.of(FirewallCommands.delete(table));
            case FirewallPeer peer -> List.of(FirewallCommands.delete(peer));
            case Link link -> LinkCommands.delete(link);
            case BridgePort port ->
                    List.of(new Command.Ip("link set dev " + port.device() + " nomaster"));
            case Address address ->
                    List.of(
                            new Command.Ip(
                                    "addr del " + address.address() + " dev " + address.device()));
            case FdbEntry entry ->
                    List.of(
                            new Command.Bridge(
                                    "fdb del "
                                            + entry.mac()
                                            + " dev "
                                            + entry.device()
                                            + destination(entry)
                                            + table(entry)));
            case Neighbour neighbour ->
                    List.of(
                            new Command.Ip(
                                    "neigh del "
                                            + neighbour.address()
                                            + " dev "
                                            + neighbour.device()));
            case Route route -> List.of(new Command.Ip(deletion(route)));
        };
    }

    /// Of IPv6 exactly these next hops: without them the kernel takes those along which others
    /// appended.
    private static String deletion(Route route) {
        String key = routeKey("del", route);
        return switch (route.destination().family()) {
            case IPV4 -> key;
            case IPV6 -> key + hops(route);
        };
    }

    /// Duplicate address detection would lose the first ping; our addresses are unique by
    /// construction.
    private static String noDad(Address address) {
        return address.address().address().family() == Family.IPV6 ? " nodad" : "";
    }

    /// The kernel keeps many destinations on the all-zeros MAC and refuses to replace them; of a
    /// unicast MAC it keeps one, and one that was learned meanwhile would make `add` fail.
    private static String fdb(FdbEntry entry) {
        boolean many = entry.key().destination().isPresent();
        String state =
                switch (entry.state()) {
                    case PERMANENT -> " permanent";
                    case STATIC -> " static";
                    case LEARNED -> " dynamic";
                };
        return "fdb "
                + (many ? "append " : "replace ")
                + entry.mac()
                + " dev "
                + entry.device()
                + destination(entry)
                + table(entry)
                + state;
    }

    private static String destination(FdbEntry entry) {
        return entry.destination()
                .map(to ->
                        " dst "
                                + to.address()
                                + to.port().map(port -> " port " + port).orElse("")
                                + to.vni().map(vni -> " vni " + vni).orElse(""))
                .orElse("");
    }

    private static String table(FdbEntry entry) {
        return switch (entry.table()) {
            case SELF -> " self";
            case MASTER -> " master";
        };
    }

    private static String route(String verb, Route route) {
        return routeKey(verb, route) + hops(route);
    }

    private static String routeKey(String verb, Route route) {
        return "route "
                + verb
                + " "
                + route.destination()
                + " table "
                + route.table()
                + " proto "
                + route.protocol()
                + metric(route);
    }

    private static String hops(Route route) {
        return route.nextHops().size() == 1
                ? hop(route.nextHops().getFirst())
                : route.nextHops().stream()
                        .map(hop -> " nexthop" + hop(hop) + " weight " + hop.weight())
                        .collect(Collectors.joining());
    }

    private static String metric(Route route) {
        return route.metric() == 0 ? "" : " metric " + route.metric();
    }

    private static String hop(Route.NextHop hop) {
        return hop.via().map(gateway -> " via " + gateway).orElse("") + " dev " + hop.device();
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }
}

package io.vxplan.plan;

import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;

/// What a resource is called in a plan and in a message: its kind and its key.
public final class Labels {
    /// So much of a digest tells it from others.
    private static final int SHORT = 12;

    private Labels() {}

    /// Kind and key, as every message and plan names a resource: `vxlan vxlan100`.
    public static String of(Resource resource) {
        return switch (resource) {
            case Runtime runtime -> "runtime " + runtime.digest().substring(0, SHORT);
            case TextFile file -> "file " + file.path();
            case ServiceUnit unit -> "unit " + unit.name();
            case FirewallTable table -> "firewall " + table.key();
            case FirewallPeer peer -> "firewall peer " + peer.address() + " of " + peer.table();
            case Sysctl sysctl -> "sysctl " + sysctl.name();
            case Vxlan vxlan -> "vxlan " + vxlan.name();
            case Bridge bridge -> "bridge " + bridge.name();
            case OtherLink link -> "link " + link.name();
            case BridgePort port -> "port " + port.device();
            case Address address -> "address " + address.address() + " dev " + address.device();
            case FdbEntry entry -> fdb(entry);
            case Neighbour neighbour ->
                    "neighbour " + neighbour.address() + " dev " + neighbour.device();
            case Route route -> route(route);
        };
    }

    /// What is done: `create route ...`.
    public static String of(Change change) {
        return switch (change) {
            case Change.Create(var after) -> "create " + of(after);
            case Change.Update(_, var after) -> "update " + of(after);
            case Change.Replace(_, var after, _, _) -> "replace " + of(after);
            case Change.Delete(var before, _) -> "delete " + of(before);
        };
    }

    /// How a host differs where this change would mend it.
    public static String difference(Change change) {
        return switch (change) {
            case Change.Create(var after) -> "missing: " + of(after);
            case Change.Update(var before, _) -> "different: " + of(before);
            case Change.Replace(var before, _, _, _) -> "different: " + of(before);
            case Change.Delete(var before, _) -> "too much: " + of(before);
        };
    }

    private static String fdb(FdbEntry entry) {
        String table = entry.table() == FdbEntry.Table.MASTER ? " master" : "";
        String destination = entry.key().destination().map(to -> " dst " + to.address()).orElse("");
        return "fdb " + entry.mac() + " dev " + entry.device() + table + destination;
    }

    private static String route(Route route) {
        String metric =
                route.metric() == Route.defaultMetric(route.destination().family())
                        ? ""
                        : " metric " + route.metric();
        String table = route.table() == Route.MAIN_TABLE ? "" : " table " + route.table();
        return "route " + route.destination() + metric + table;
    }
}

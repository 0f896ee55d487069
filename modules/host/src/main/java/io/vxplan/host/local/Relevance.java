package io.vxplan.host.local;

import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Mark;
import io.vxplan.netlink.NetlinkMonitor.Notice;
import io.vxplan.netlink.message.Acknowledgement;
import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Body;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.RouteMessage;
import io.vxplan.netlink.message.TableMessage;
import io.vxplan.netlink.message.UnknownMessage;
import java.util.function.Predicate;

/// Which notifications may mean that a host is no longer what was applied, and which routes can
/// have to do with it at all.
///
/// Neighbours are resolved and forgotten, and MAC addresses learned, all the time. That is nothing
/// that vxplan makes.
///
/// @param matters of the networks to which routes lead
record Relevance(Predicate<Prefix> matters) {
    static final Relevance ALL = new Relevance(_ -> true);

    boolean isRelevant(Notice notice) {
        return switch (notice) {
            case Notice.Missed _ -> true;
            case Notice.Told(var messages) ->
                    messages.stream().anyMatch(message -> isRelevant(message.body()));
        };
    }

    private boolean isRelevant(Body body) {
        return switch (body) {
            case LinkMessage _, AddressMessage _ -> true;
            case NeighbourMessage entry when entry.family() == AddressFamily.BRIDGE ->
                    Entries.isConfigured(entry);
            case NeighbourMessage neighbour -> isPermanent(neighbour) || isOurs(neighbour);
            case RouteMessage route -> isRelevant(route);
            case TableMessage table -> isOurs(table);
            case Acknowledgement _, UnknownMessage _ -> false;
        };
    }

    boolean isRelevant(RouteMessage route) {
        return Routes.isConfigured(route)
                && (route.protocol() == Mark.PROTOCOL || matters.test(Routes.destination(route)));
    }

    private static boolean isOurs(TableMessage table) {
        return table.attributes().get(TableMessage.NAME).filter(FirewallTable::isName).isPresent();
    }

    private static boolean isPermanent(NeighbourMessage neighbour) {
        return (neighbour.state() & NeighbourMessage.PERMANENT) != 0;
    }

    /// One that somebody deletes has failed by the time it is told of, and is permanent no more.
    private static boolean isOurs(NeighbourMessage neighbour) {
        return neighbour
                .attributes()
                .get(NeighbourMessage.PROTOCOL)
                .filter(protocol -> protocol == Mark.PROTOCOL)
                .isPresent();
    }
}

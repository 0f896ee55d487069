package io.vxplan.netlink;

import io.vxplan.netlink.message.Acknowledgement;
import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.Body;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.RouteMessage;
import io.vxplan.netlink.message.TableMessage;
import io.vxplan.netlink.message.UnknownMessage;

/// What the kernel is asked to do with a link, address, neighbour or route.
///
/// @param type `RTM_*`
/// @param flags `NLM_F_*`, but for those that the socket sets
public record Request(int type, int flags, Body body) {
    private static final int REPLACE = 0x100;
    private static final int EXCLUSIVE = 0x200;
    private static final int CREATE = 0x400;
    private static final int APPEND = 0x800;
    private static final int DUMP = 0x300;

    /// Make it; fail with `EEXIST` where it is there.
    public static Request create(Body body) {
        return new Request(newType(body), CREATE | EXCLUSIVE, body);
    }

    /// Make it, or change the one that is there.
    public static Request replace(Body body) {
        return new Request(newType(body), CREATE | REPLACE, body);
    }

    /// Make it beside others that are there.
    public static Request append(Body body) {
        return new Request(newType(body), CREATE | APPEND, body);
    }

    /// Change the link that is there.
    public static Request change(LinkMessage link) {
        return new Request(newType(link), 0, link);
    }

    /// Change the bridge port that is there; the family is `AF_BRIDGE`.
    public static Request changePort(LinkMessage port) {
        return new Request(19, 0, port);
    }

    /// Remove the one that is there; which error says that there is none depends on its kind.
    public static Request delete(Body body) {
        return new Request(newType(body) + 1, 0, body);
    }

    /// Give a link alternative names (`RTM_NEWLINKPROP`).
    public static Request addProperties(LinkMessage link) {
        return new Request(108, CREATE | EXCLUSIVE | APPEND, link);
    }

    /// Take alternative names from a link (`RTM_DELLINKPROP`).
    public static Request deleteProperties(LinkMessage link) {
        return new Request(109, 0, link);
    }

    /// Tell about one.
    public static Request get(Body body) {
        return new Request(newType(body) + 2, 0, body);
    }

    /// Tell about all.
    public static Request dump(Body body) {
        return new Request(newType(body) + 2, DUMP, body);
    }

    /// Tell about all tables of nftables.
    public static Request dumpTables() {
        return new Request(TableMessage.TYPES + 1, DUMP, new TableMessage(0, Attributes.NONE));
    }

    private static int newType(Body body) {
        return switch (body) {
            case LinkMessage _ -> 16;
            case AddressMessage _ -> 20;
            case RouteMessage _ -> 24;
            case NeighbourMessage _ -> 28;
            case TableMessage _ ->
                    throw new IllegalArgumentException("tables are changed in transactions");
            case Acknowledgement _, UnknownMessage _ ->
                    throw new IllegalArgumentException("no request: " + body);
        };
    }
}

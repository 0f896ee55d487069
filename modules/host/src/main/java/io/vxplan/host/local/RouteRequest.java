package io.vxplan.host.local;

import io.vxplan.host.RouteType;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Route;
import io.vxplan.netlink.message.Attribute.Value;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.Octets;
import io.vxplan.netlink.message.RouteMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A route as the kernel is asked for it.
record RouteRequest(Interfaces interfaces) {
    private static final int TABLES_IN_FIXED_PART = 256;

    RouteMessage of(Route route) throws IOException {
        List<Value<?>> attributes = new ArrayList<>(key(route));
        List<Route.NextHop> hops = route.nextHops();
        if (hops.size() == 1) {
            Route.NextHop only = hops.getFirst();
            attributes.addAll(gateway(route, only));
            attributes.add(RouteMessage.DEVICE.is(interfaces.index(only.device())));
        } else if (!hops.isEmpty()) {
            List<RouteMessage.NextHop> several = new ArrayList<>();
            for (Route.NextHop hop : hops) {
                several.add(
                        new RouteMessage.NextHop(
                                0,
                                hop.weight() - 1,
                                interfaces.index(hop.device()),
                                new Attributes(List.copyOf(gateway(route, hop)))));
            }
            attributes.add(RouteMessage.MULTIPATH.is(several));
        }
        return message(route, scope(route), RouteType.number(route.type()), attributes);
    }

    /// IPv4: the route of this key and protocol, wherever it leads. IPv6: exactly these next hops;
    /// without them the kernel takes those along which others appended.
    RouteMessage toDelete(Route route) throws IOException {
        return switch (route.destination().family()) {
            case IPV4 -> message(route, RouteMessage.ANY_SCOPE, 0, key(route));
            case IPV6 -> of(route);
        };
    }

    private static RouteMessage message(
            Route route, int scope, int type, List<Value<?>> attributes) {
        int table = route.table() < TABLES_IN_FIXED_PART ? route.table() : 0;
        return new RouteMessage(
                AddressFamily.of(route.destination().family()),
                route.destination().length(),
                0,
                0,
                table,
                route.protocol(),
                scope,
                type,
                0,
                new Attributes(attributes));
    }

    private static List<Value<?>> key(Route route) {
        List<Value<?>> attributes = new ArrayList<>();
        attributes.add(
                RouteMessage.DESTINATION.is(EntryRequests.octets(route.destination().network())));
        if (route.table() >= TABLES_IN_FIXED_PART) {
            attributes.add(RouteMessage.TABLE.is(route.table()));
        }
        if (route.metric() != 0) {
            attributes.add(RouteMessage.PRIORITY.is(route.metric()));
        }
        return attributes;
    }

    /// IPv4 wants to be told that a route needs no gateway; IPv6 has no scopes.
    private static int scope(Route route) {
        boolean direct =
                !route.nextHops().isEmpty()
                        && route.nextHops().stream().allMatch(hop -> hop.via().isEmpty());
        return direct && route.destination().family() == Family.IPV4 ? RouteMessage.LINK_SCOPE : 0;
    }

    private static List<Value<Octets>> gateway(Route route, Route.NextHop hop) {
        return hop.via().map(gateway -> gateway(route, gateway)).stream().toList();
    }

    private static Value<Octets> gateway(Route route, IpAddress gateway) {
        if (gateway.family() == route.destination().family()) {
            return RouteMessage.GATEWAY.is(EntryRequests.octets(gateway));
        }
        byte[] bytes = gateway.bytes();
        ByteBuffer via = ByteBuffer.allocate(2 + bytes.length).order(ByteOrder.nativeOrder());
        via.putShort((short) AddressFamily.of(gateway.family())).put(bytes);
        return RouteMessage.VIA.is(Octets.of(via.array()));
    }
}

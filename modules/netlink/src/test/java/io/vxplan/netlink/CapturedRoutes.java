package io.vxplan.netlink;

import io.vxplan.netlink.message.Attribute.Value;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.Octets;
import io.vxplan.netlink.message.RouteMessage;
import io.vxplan.netlink.message.RouteMessage.NextHop;
import java.util.List;
import java.util.Map;

/// The routes of `requests.txt`, as values.
final class CapturedRoutes {
    private static final int DEVICE = 2;
    private static final Octets GATEWAY = Octets.hex("c0a86402");

    private CapturedRoutes() {}

    static void put(Map<String, Request> requests) {
        requests.put(
                "ip route add 172.21.0.0/16 table 254 proto 158 via 192.168.100.2 dev vxlan100",
                Request.create(
                        route(
                                254,
                                0,
                                RouteMessage.DESTINATION.is(Octets.hex("ac150000")),
                                RouteMessage.GATEWAY.is(GATEWAY),
                                RouteMessage.DEVICE.is(DEVICE))));
        requests.put(
                "ip route add 172.22.0.0/16 table 254 proto 158 nexthop via 192.168.100.2 dev vxlan100 weight 1 nexthop via 192.168.100.3 dev vxlan100 weight 2",
                Request.create(
                        route(
                                254,
                                0,
                                RouteMessage.DESTINATION.is(Octets.hex("ac160000")),
                                RouteMessage.MULTIPATH.is(
                                        List.of(hop("c0a86402", 0), hop("c0a86403", 1))))));
        requests.put(
                "ip route replace 172.23.0.0/16 table 1000 proto 158 metric 7 dev vxlan100",
                Request.replace(
                        route(
                                0,
                                RouteMessage.LINK_SCOPE,
                                RouteMessage.DESTINATION.is(Octets.hex("ac170000")),
                                RouteMessage.TABLE.is(1000),
                                RouteMessage.PRIORITY.is(7),
                                RouteMessage.DEVICE.is(DEVICE))));
        Octets ipv6 = Octets.hex("fd220000000000000000000000000000");
        requests.put(
                "ip route add fd22::/64 table 254 proto 158 metric 1024 nexthop via fd00:100::2 dev vxlan100 weight 1 nexthop via fd00:100::3 dev vxlan100 weight 2",
                Request.create(
                        new RouteMessage(
                                10,
                                64,
                                0,
                                0,
                                254,
                                158,
                                0,
                                1,
                                0,
                                Attributes.of(
                                        RouteMessage.DESTINATION.is(ipv6),
                                        RouteMessage.PRIORITY.is(1024),
                                        RouteMessage.MULTIPATH.is(
                                                List.of(
                                                        hop("fd000100000000000000000000000002", 0),
                                                        hop(
                                                                "fd000100000000000000000000000003",
                                                                1)))))));
        requests.put(
                "ip route del 172.22.0.0/16 table 254 proto 158",
                Request.delete(
                        new RouteMessage(
                                2,
                                16,
                                0,
                                0,
                                254,
                                158,
                                RouteMessage.ANY_SCOPE,
                                0,
                                0,
                                Attributes.of(
                                        RouteMessage.DESTINATION.is(Octets.hex("ac160000"))))));
        requests.put(
                "ip route del fd22::/64 table 254 proto 158 metric 1024",
                Request.delete(
                        new RouteMessage(
                                10,
                                64,
                                0,
                                0,
                                254,
                                158,
                                0,
                                0,
                                0,
                                Attributes.of(
                                        RouteMessage.DESTINATION.is(ipv6),
                                        RouteMessage.PRIORITY.is(1024)))));
    }

    private static RouteMessage route(int table, int scope, Value<?>... attributes) {
        return new RouteMessage(2, 16, 0, 0, table, 158, scope, 1, 0, Attributes.of(attributes));
    }

    private static NextHop hop(String gateway, int hops) {
        return new NextHop(
                0, hops, DEVICE, Attributes.of(RouteMessage.GATEWAY.is(Octets.hex(gateway))));
    }
}

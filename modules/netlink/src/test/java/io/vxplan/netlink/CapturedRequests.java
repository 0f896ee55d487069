package io.vxplan.netlink;

import static io.vxplan.netlink.message.LinkMessage.ADDRESS_GENERATION;
import static io.vxplan.netlink.message.LinkMessage.ALT_NAME;
import static io.vxplan.netlink.message.LinkMessage.FAMILIES;
import static io.vxplan.netlink.message.LinkMessage.GROUP;
import static io.vxplan.netlink.message.LinkMessage.IPV6;
import static io.vxplan.netlink.message.LinkMessage.LINK_INFO;
import static io.vxplan.netlink.message.LinkMessage.MASTER;
import static io.vxplan.netlink.message.LinkMessage.MTU;
import static io.vxplan.netlink.message.LinkMessage.NAME;
import static io.vxplan.netlink.message.LinkMessage.PROPERTIES;
import static io.vxplan.netlink.message.LinkMessage.PROTOCOL_INFO;

import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Attribute.Value;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.Octets;
import java.util.Map;
import java.util.TreeMap;

/// What was captured in `requests.txt`, as values.
final class CapturedRequests {
    private static final int DEVICE = 2;
    private static final int BRIDGE = 3;
    private static final Octets MAC = Octets.hex("020000000002");
    private static final Octets GATEWAY = Octets.hex("c0a86402");

    private CapturedRequests() {}

    static Map<String, Request> values() {
        Map<String, Request> requests = new TreeMap<>();
        links(requests);
        ports(requests);
        addresses(requests);
        fdb(requests);
        neighbours(requests);
        CapturedRoutes.put(requests);
        return requests;
    }

    private static void links(Map<String, Request> requests) {
        requests.put(
                "vxplan: dump links",
                Request.dump(
                        LinkMessage.of(
                                0, LinkMessage.EXTENSIONS.is(LinkMessage.WITHOUT_COUNTERS))));
        requests.put(
                "vxplan: create vxlan200",
                Request.create(
                        LinkMessage.of(
                                0,
                                NAME.is("vxlan200"),
                                LinkMessage.ADDRESS.is(Octets.hex("ea0e951f627a")),
                                MTU.is(1450),
                                GROUP.is(158),
                                LINK_INFO.is(
                                        Attributes.of(
                                                LinkInfo.KIND.is("vxlan"),
                                                LinkInfo.VXLAN.is(vxlan()))))));
        requests.put(
                "vxplan: create br-red",
                Request.create(
                        LinkMessage.of(
                                0,
                                NAME.is("br-red"),
                                LinkMessage.ADDRESS.is(Octets.hex("76be4c69a177")),
                                MTU.is(1451),
                                GROUP.is(158),
                                LINK_INFO.is(
                                        Attributes.of(
                                                LinkInfo.KIND.is("bridge"),
                                                LinkInfo.BRIDGE.is(
                                                        Attributes.of(
                                                                LinkInfo.STP.is(0),
                                                                LinkInfo.BRIDGE_AGEING.is(
                                                                        30000))))))));
        requests.put(
                "ip link property add dev vxlan100 altname another-name",
                Request.addProperties(
                        LinkMessage.of(
                                DEVICE,
                                PROPERTIES.is(Attributes.of(ALT_NAME.is("another-name"))))));
        Attributes eui64 = Attributes.of(ADDRESS_GENERATION.is(0));
        requests.put(
                "ip link set dev vxlan100 addrgenmode eui64 mtu 1450",
                Request.change(
                        LinkMessage.of(
                                DEVICE, FAMILIES.is(Attributes.of(IPV6.is(eui64))), MTU.is(1450))));
        requests.put(
                "ip link set dev vxlan100 up",
                Request.change(
                        new LinkMessage(
                                0, 0, DEVICE, LinkMessage.UP, LinkMessage.UP, Attributes.NONE)));
        requests.put(
                "ip link set dev vxlan100 alias vxplan:demo/blue",
                Request.change(
                        LinkMessage.of(DEVICE, LinkMessage.NEW_ALIAS.is("vxplan:demo/blue"))));
        requests.put("ip link del dev vxlan100", Request.delete(LinkMessage.of(DEVICE)));
    }

    private static Attributes vxlan() {
        return Attributes.of(
                LinkInfo.VNI.is(200),
                LinkInfo.LOCAL6.is(Octets.hex("20010db8000000000000000000000001")),
                LinkInfo.PORT_NUMBER.is(4789),
                LinkInfo.TTL.is(0),
                LinkInfo.TOS.is(0),
                LinkInfo.VXLAN_LEARNING.is(0),
                LinkInfo.VXLAN_AGEING.is(300));
    }

    private static void ports(Map<String, Request> requests) {
        requests.put(
                "ip link set dev vxlan100 master br-red",
                Request.change(LinkMessage.of(DEVICE, MASTER.is(BRIDGE))));
        requests.put(
                "ip link set dev vxlan100 nomaster",
                Request.change(LinkMessage.of(DEVICE, MASTER.is(0))));
        Attributes options =
                Attributes.of(
                        LinkInfo.PORT_LEARNING.is(0),
                        LinkInfo.PORT_COST.is(158),
                        LinkInfo.NEIGH_SUPPRESS.is(1));
        requests.put(
                "bridge link set dev vxlan100 learning off neigh_suppress on cost 158",
                Request.changePort(
                        new LinkMessage(
                                7, 0, DEVICE, 0, 0, Attributes.of(PROTOCOL_INFO.is(options)))));
    }

    private static void addresses(Map<String, Request> requests) {
        AddressMessage ipv4 = address(2, 24, 0, Octets.hex("c0a86401"));
        Octets ipv6 = Octets.hex("fd000100000000000000000000000001");
        requests.put("ip addr replace 192.168.100.1/24 dev vxlan100", Request.replace(ipv4));
        requests.put("ip addr del 192.168.100.1/24 dev vxlan100", Request.delete(ipv4));
        requests.put(
                "ip addr replace fd00:100::1/64 dev vxlan100 nodad",
                Request.replace(address(10, 64, AddressMessage.NO_DUPLICATE_DETECTION, ipv6)));
        requests.put(
                "ip addr del fd00:100::1/64 dev vxlan100",
                Request.delete(address(10, 64, 0, ipv6)));
    }

    private static AddressMessage address(int family, int length, int flags, Octets address) {
        return new AddressMessage(
                family,
                length,
                flags,
                0,
                DEVICE,
                Attributes.of(
                        AddressMessage.LOCAL.is(address), AddressMessage.ADDRESS.is(address)));
    }

    private static void fdb(Map<String, Request> requests) {
        NeighbourMessage flood =
                fdb(
                        0xc0,
                        NeighbourMessage.SELF,
                        NeighbourMessage.LINK_ADDRESS.is(Octets.hex("000000000000")),
                        NeighbourMessage.DESTINATION.is(Octets.hex("c6120002")));
        requests.put(
                "bridge fdb append 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2 self permanent",
                Request.append(flood));
        requests.put(
                "bridge fdb del 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2 self",
                Request.delete(flood));
        requests.put(
                "bridge fdb replace 02:00:00:00:00:02 dev vxlan100 dst 198.18.0.2 port 4790 vni 7 self permanent",
                Request.replace(
                        fdb(
                                0xc0,
                                NeighbourMessage.SELF,
                                NeighbourMessage.LINK_ADDRESS.is(MAC),
                                NeighbourMessage.DESTINATION.is(Octets.hex("c6120002")),
                                NeighbourMessage.PORT.is(4790),
                                NeighbourMessage.VNI.is(7))));
        requests.put(
                "bridge fdb replace 02:00:00:00:00:02 dev vxlan100 master static",
                Request.replace(
                        fdb(
                                0x42,
                                NeighbourMessage.IN_MASTER,
                                NeighbourMessage.LINK_ADDRESS.is(MAC))));
    }

    private static NeighbourMessage fdb(int state, int flags, Value<?>... attributes) {
        return new NeighbourMessage(7, DEVICE, state, flags, 0, Attributes.of(attributes));
    }

    private static void neighbours(Map<String, Request> requests) {
        requests.put(
                "ip neigh replace 192.168.100.2 lladdr 02:00:00:00:00:02 dev vxlan100 nud permanent protocol 158",
                Request.replace(
                        neighbour(
                                NeighbourMessage.PROTOCOL.is(158),
                                NeighbourMessage.DESTINATION.is(GATEWAY),
                                NeighbourMessage.LINK_ADDRESS.is(MAC))));
        requests.put(
                "ip neigh del 192.168.100.2 dev vxlan100",
                Request.delete(neighbour(NeighbourMessage.DESTINATION.is(GATEWAY))));
    }

    private static NeighbourMessage neighbour(Value<?>... attributes) {
        return new NeighbourMessage(
                2, DEVICE, NeighbourMessage.PERMANENT, 0, 0, Attributes.of(attributes));
    }
}

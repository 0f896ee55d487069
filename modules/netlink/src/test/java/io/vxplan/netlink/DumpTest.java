package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.netlink.message.Acknowledgement;
import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.MalformedMessageException;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.NetlinkMessage;
import io.vxplan.netlink.message.Octets;
import io.vxplan.netlink.message.RouteMessage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the kernel answers to dumps. Most of what it tells is unknown to us, and kept.
class DumpTest {
    private static final Fixtures CAPTURED = Fixtures.dumps();

    @ParameterizedTest
    @MethodSource("names")
    void isTheSameToTheByteAfterReadingAndWriting(String name) throws Exception {
        byte[] captured = CAPTURED.bytes(name);

        assertThat(Fixtures.encode(Fixtures.decode(captured))).isEqualTo(captured);
    }

    private static Set<String> names() {
        return CAPTURED.names();
    }

    @Test
    void vxlanThatIsABridgePort() throws Exception {
        LinkMessage link = (LinkMessage) body("ip link: vxlan200");

        assertThat(link.index()).isEqualTo(5);
        assertThat(link.flags() & LinkMessage.UP).isNotZero();
        assertThat(link.attributes().get(LinkMessage.NAME)).contains("vxlan200");
        assertThat(link.attributes().get(LinkMessage.ADDRESS)).contains(Octets.hex("ea0e951f627a"));
        assertThat(link.attributes().get(LinkMessage.MTU)).contains(1450);
        assertThat(link.attributes().get(LinkMessage.GROUP)).contains(158);
        assertThat(link.attributes().get(LinkMessage.MASTER)).contains(3);
        assertThat(link.attributes().get(LinkMessage.ALIAS)).contains("vxplan:demo/red");
        Attributes info = link.attributes().get(LinkMessage.LINK_INFO).orElseThrow();
        Attributes vxlan = info.get(LinkInfo.VXLAN).orElseThrow();
        assertThat(vxlan.get(LinkInfo.VNI)).contains(200);
        assertThat(vxlan.get(LinkInfo.LOCAL)).isEmpty();
        assertThat(vxlan.get(LinkInfo.LOCAL6))
                .contains(Octets.hex("20010db8000000000000000000000001"));
        assertThat(vxlan.get(LinkInfo.PORT_NUMBER)).contains(4789);
        assertThat(vxlan.get(LinkInfo.VXLAN_LEARNING)).contains(0);
        assertThat(vxlan.get(LinkInfo.VXLAN_AGEING)).contains(300);
        assertThat(info.get(LinkInfo.BRIDGE)).isEmpty();
        Attributes port = info.get(LinkInfo.PORT).orElseThrow();
        assertThat(port.get(LinkInfo.PORT_COST)).contains(100);
        assertThat(port.get(LinkInfo.PORT_LEARNING)).contains(0);
        assertThat(port.get(LinkInfo.NEIGH_SUPPRESS)).contains(1);
        assertThat(addressGeneration(link)).isEqualTo(1);
    }

    @Test
    void bridge() throws Exception {
        LinkMessage link = (LinkMessage) body("ip link: br-red");

        Attributes info = link.attributes().get(LinkMessage.LINK_INFO).orElseThrow();
        Attributes bridge = info.get(LinkInfo.BRIDGE).orElseThrow();
        assertThat(bridge.get(LinkInfo.STP)).contains(0);
        assertThat(bridge.get(LinkInfo.BRIDGE_AGEING)).contains(30000);
        assertThat(info.get(LinkInfo.VXLAN)).isEmpty();
        assertThat(info.get(LinkInfo.PORT)).isEmpty();
        assertThat(
                        link.attributes()
                                .get(LinkMessage.PROPERTIES)
                                .orElseThrow()
                                .all(LinkMessage.ALT_NAME))
                .containsExactly("br-a-much-longer-name");
        assertThat(addressGeneration(link)).isZero();
    }

    private static int addressGeneration(LinkMessage link) {
        return link.attributes()
                .get(LinkMessage.FAMILIES)
                .flatMap(families -> families.get(LinkMessage.IPV6))
                .flatMap(ipv6 -> ipv6.get(LinkMessage.ADDRESS_GENERATION))
                .orElseThrow();
    }

    @Test
    void addresses() throws Exception {
        AddressMessage ipv4 = (AddressMessage) body("ip address: 192.168.100.1/24 dev vxlan100");
        assertThat(ipv4.index()).isEqualTo(4);
        assertThat(ipv4.prefixLength()).isEqualTo(24);
        assertThat(ipv4.attributes().get(AddressMessage.LOCAL)).contains(Octets.hex("c0a86401"));
        assertThat(ipv4.attributes().get(AddressMessage.FLAGS)).contains(AddressMessage.PERMANENT);

        AddressMessage ipv6 = (AddressMessage) body("ip address: fd00:100::1/64 dev vxlan100");
        assertThat(ipv6.attributes().get(AddressMessage.LOCAL)).isEmpty();
        assertThat(ipv6.attributes().get(AddressMessage.ADDRESS))
                .contains(Octets.hex("fd000100000000000000000000000001"));
        assertThat(ipv6.attributes().get(AddressMessage.FLAGS))
                .contains(AddressMessage.PERMANENT | AddressMessage.NO_DUPLICATE_DETECTION);
    }

    @Test
    void fdbEntries() throws Exception {
        NeighbourMessage self =
                (NeighbourMessage)
                        body(
                                "bridge fdb: 02:00:00:00:00:02 dev vxlan200 dst 2001:db8::2 self permanent");
        assertThat(self.flags()).isEqualTo(NeighbourMessage.SELF);
        assertThat(self.state()).isEqualTo(NeighbourMessage.PERMANENT | NeighbourMessage.NO_ARP);
        assertThat(self.attributes().get(NeighbourMessage.LINK_ADDRESS))
                .contains(Octets.hex("020000000002"));
        assertThat(self.attributes().get(NeighbourMessage.DESTINATION))
                .contains(Octets.hex("20010db8000000000000000000000002"));
        assertThat(self.attributes().get(NeighbourMessage.PORT)).isEmpty();
        assertThat(self.attributes().get(NeighbourMessage.MASTER)).isEmpty();

        NeighbourMessage master =
                (NeighbourMessage)
                        body("bridge fdb: 02:00:00:00:00:02 dev vxlan200 master br-red static");
        assertThat(master.flags()).isZero();
        assertThat(master.state()).isEqualTo(NeighbourMessage.NO_ARP);
        assertThat(master.attributes().get(NeighbourMessage.MASTER)).contains(3);
        assertThat(master.attributes().get(NeighbourMessage.DESTINATION)).isEmpty();
    }

    @Test
    void neighbour() throws Exception {
        NeighbourMessage neighbour =
                (NeighbourMessage)
                        body(
                                "ip neigh: 192.168.100.2 dev vxlan100 lladdr 02:00:00:00:00:02 proto 158 PERMANENT");

        assertThat(neighbour.state()).isEqualTo(NeighbourMessage.PERMANENT);
        assertThat(neighbour.attributes().get(NeighbourMessage.DESTINATION))
                .contains(Octets.hex("c0a86402"));
        assertThat(neighbour.attributes().get(NeighbourMessage.LINK_ADDRESS))
                .contains(Octets.hex("020000000002"));
        assertThat(neighbour.attributes().get(NeighbourMessage.PROTOCOL)).contains(158);
    }

    @Test
    void routes() throws Exception {
        RouteMessage single =
                (RouteMessage)
                        body("ip route: 172.21.0.0/16 via 192.168.100.2 dev vxlan100 proto 158");
        assertThat(single.protocol()).isEqualTo(158);
        assertThat(single.attributes().get(RouteMessage.TABLE)).contains(254);
        assertThat(single.attributes().get(RouteMessage.GATEWAY)).contains(Octets.hex("c0a86402"));
        assertThat(single.attributes().get(RouteMessage.DEVICE)).contains(4);
        assertThat(single.attributes().get(RouteMessage.PRIORITY)).isEmpty();

        RouteMessage blackhole = (RouteMessage) body("ip route: blackhole 172.31.0.0/16");
        assertThat(blackhole.type()).isEqualTo(6);
        assertThat(blackhole.attributes().get(RouteMessage.DEVICE)).isEmpty();
    }

    @Test
    void routesWithSeveralNextHops() throws Exception {
        RouteMessage route =
                (RouteMessage)
                        body(
                                "ip -6 route: fd22::/64 proto 158 nexthop via fd00:100::2 weight 1 nexthop via fd00:100::3 weight 2");

        assertThat(route.attributes().get(RouteMessage.MULTIPATH))
                .contains(
                        List.of(
                                hop("fd000100000000000000000000000002", 0),
                                hop("fd000100000000000000000000000003", 1)));
        assertThat(route.attributes().get(RouteMessage.PRIORITY)).contains(1024);
    }

    private static RouteMessage.NextHop hop(String gateway, int hops) {
        return new RouteMessage.NextHop(
                0, hops, 4, Attributes.of(RouteMessage.GATEWAY.is(Octets.hex(gateway))));
    }

    @Test
    void acknowledgements() throws Exception {
        assertThat(((Acknowledgement) body("an acknowledgement")).errno()).isZero();
        assertThat(((Acknowledgement) body("end of a dump")).errno()).isZero();

        Acknowledgement refused =
                (Acknowledgement)
                        body(
                                "ip link add vxlan100 type vxlan id 100 dstport 4789: the VNI is held by another");
        assertThat(refused.errno()).isEqualTo(Errno.EEXIST.number());
        assertThat(refused.attributes().get(Acknowledgement.TEXT))
                .contains("A VXLAN device with the specified VNI already exists");
    }

    private static Object body(String name) throws MalformedMessageException {
        NetlinkMessage message = Fixtures.decode(CAPTURED.bytes(name));
        return message.body();
    }
}

package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.NetlinkMessage;
import io.vxplan.netlink.message.Octets;
import io.vxplan.netlink.message.RouteMessage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the kernel tells of changes, by what made them.
class NotificationTest {
    private static final Fixtures CAPTURED = Fixtures.notifications();

    private static final int GONE = 1;

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
    void links() throws Exception {
        NetlinkMessage message = message("ip link del vxlan100: it is gone");
        LinkMessage link = (LinkMessage) message.body();

        assertThat(message.type() & GONE).isNotZero();
        assertThat(link.index()).isEqualTo(2);
        assertThat(link.flags() & LinkMessage.UP).isZero();
        assertThat(link.attributes().get(LinkMessage.NAME)).contains("vxlan100");
        assertThat(link.attributes().get(LinkMessage.GROUP)).contains(158);
    }

    @Test
    void aBridgeTellsOfItsPorts() throws Exception {
        LinkMessage port = (LinkMessage) message("bridge link set dev vxlan200 cost 100").body();

        assertThat(port.family()).isEqualTo(7);
        assertThat(port.attributes().get(LinkMessage.NAME)).contains("vxlan200");
        assertThat(
                        port.attributes()
                                .get(LinkMessage.PROTOCOL_INFO)
                                .flatMap(options -> options.get(LinkInfo.PORT_COST)))
                .contains(100);
    }

    @Test
    void fdbEntries() throws Exception {
        NetlinkMessage message =
                message("bridge fdb del 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2 self");
        NeighbourMessage flood = (NeighbourMessage) message.body();
        assertThat(message.type() & GONE).isNotZero();
        assertThat(flood.state()).isEqualTo(NeighbourMessage.PERMANENT | NeighbourMessage.NO_ARP);
        assertThat(flood.attributes().get(NeighbourMessage.DESTINATION))
                .contains(Octets.hex("c6120002"));

        NeighbourMessage ofBridge =
                neighbour("bridge fdb del 02:00:00:00:00:02 dev vxlan200 master");
        assertThat(ofBridge.state()).isEqualTo(NeighbourMessage.NO_ARP);
        assertThat(ofBridge.attributes().get(NeighbourMessage.MASTER)).contains(2);
    }

    @Test
    void learnedFdbEntries() throws Exception {
        String command = "bridge fdb add 02:00:00:00:00:05 dev ";

        assertThat(neighbour(command + "vxlan100 dst 198.18.0.5 self dynamic").state())
                .isEqualTo(NeighbourMessage.REACHABLE);
        assertThat(neighbour(command + "vxlan200 master dynamic").state())
                .isEqualTo(NeighbourMessage.REACHABLE);
    }

    /// A neighbour that goes is none for good any more when it is told of; who made it is said.
    @Test
    void neighboursFailBeforeTheyGo() throws Exception {
        for (String step : Set.of("it has failed", "it is gone")) {
            NeighbourMessage neighbour =
                    neighbour("ip neigh del 192.168.100.2 dev vxlan100: " + step);

            assertThat(neighbour.state() & NeighbourMessage.PERMANENT).isZero();
            assertThat(neighbour.attributes().get(NeighbourMessage.PROTOCOL)).contains(158);
            assertThat(neighbour.attributes().get(NeighbourMessage.DESTINATION))
                    .contains(Octets.hex("c0a86402"));
        }
    }

    @Test
    void addresses() throws Exception {
        NetlinkMessage message = message("ip addr del 192.168.100.1/24 dev vxlan100");

        assertThat(message.type() & GONE).isNotZero();
        assertThat(((AddressMessage) message.body()).attributes().get(AddressMessage.LOCAL))
                .contains(Octets.hex("c0a86401"));
    }

    @Test
    void routes() throws Exception {
        NetlinkMessage message = message("ip route del 172.21.0.0/16");
        RouteMessage route = (RouteMessage) message.body();

        assertThat(message.type() & GONE).isNotZero();
        assertThat(route.protocol()).isEqualTo(158);
        assertThat(route.attributes().get(RouteMessage.DESTINATION))
                .contains(Octets.hex("ac150000"));
        assertThat(route.attributes().get(RouteMessage.GATEWAY)).contains(Octets.hex("c0a86402"));
    }

    private static NetlinkMessage message(String name) throws Exception {
        return Fixtures.decode(CAPTURED.bytes(name));
    }

    private static NeighbourMessage neighbour(String name) throws Exception {
        return (NeighbourMessage) message(name).body();
    }
}

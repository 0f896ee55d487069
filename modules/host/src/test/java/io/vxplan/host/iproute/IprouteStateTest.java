package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Fields;
import io.vxplan.plan.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What iproute2 6.1 printed on a host made to show its oddities.
class IprouteStateTest {
    private final HostState state = IprouteState.of(dumps());

    @Test
    void links() {
        assertThat(lines(Link.class))
                .containsExactly(
                        "bridge br0 kind=bridge stp=off vlan_filtering=off ageing=123 address=3e:b9:12:5e:56:dc mtu=1500 state=up link group=0 alias= addrgenmode=eui64 altnames=",
                        "link eth0.100 kind=veth address=e2:5c:51:62:97:1f mtu=1500 state=up link group=0 alias=hello \"x\\y\" é addrgenmode=eui64 altnames=",
                        "link lo kind= address=00:00:00:00:00:00 mtu=65536 state=up link group=0 alias= addrgenmode=eui64 altnames=",
                        "vxlan small kind=vxlan vni=900 local= port=4789 group= dev= ttl=auto tos=0 learning=on ageing=300 address=f2:0d:bb:8e:5b:3a mtu=1230 state=down link group=0 alias= addrgenmode=none altnames=",
                        "vxlan vx6 kind=vxlan vni=101 local=2001:db8::1 port=4790 group= dev= ttl=5 tos=22 learning=off ageing=10 address=3e:b9:12:5e:56:dc mtu=1500 state=down link group=0 alias= addrgenmode=eui64 altnames=",
                        "link vxe kind=vxlan address=b2:6e:51:b7:c7:b0 mtu=1500 state=down link group=0 alias= addrgenmode=eui64 altnames=",
                        "vxlan vxg kind=vxlan vni=102 local= port=4789 group=239.1.1.1 dev=eth0.100 ttl=auto tos=0 learning=on ageing=300 address=26:96:8e:67:2b:6b mtu=1450 state=down link group=0 alias= addrgenmode=eui64 altnames=",
                        "vxlan vxlan100 kind=vxlan vni=100 local=198.18.0.1 port=4789 group= dev= ttl=auto tos=1 learning=on ageing=300 address=02:00:00:00:00:01 mtu=1450 state=up link group=158 alias=vxplan:demo/blue addrgenmode=none altnames=a-long-name-for-this-thing",
                        "vxlan vxr kind=vxlan vni=103 local= port=4789 group=198.18.0.2 dev= ttl=auto tos=0 learning=on ageing=300 address=72:47:4f:bc:98:15 mtu=1500 state=down link group=0 alias=it's\ttab addrgenmode=eui64 altnames=");
        assertThat(lines(BridgePort.class))
                .containsExactly("port vx6 master=br0 cost=100 learning=off neigh_suppress=on");
    }

    /// Written by hand: not every kernel that runs the tests has VRFs.
    @Test
    void aMemberOfAVrfIsReadAsItsPort() {
        String links =
                """
                [{"ifname":"tap1","flags":[],"mtu":1500,"master":"vrf-blue","group":"0",
                  "linkinfo":{"info_kind":"tun","info_slave_kind":"vrf","info_slave_data":{"table":10}}}]
                """;

        HostState state = IprouteState.of(new IprouteState.Dumps(links, "", "", "", "", "", ""));

        assertThat(state.all(BridgePort.class).map(IprouteStateTest::line))
                .containsExactly("port tap1 master=vrf-blue cost=0 learning=on neigh_suppress=off");
    }

    @Test
    void routesForOneTosOrSourceArePassedOver() {
        String routes =
                """
                [{"dst":"10.8.0.0/16","tos":"0x10","gateway":"198.18.0.9","dev":"eth0","flags":[]},
                 {"dst":"10.8.0.0/16","gateway":"10.1.0.2","dev":"vxlan1","protocol":"158","flags":[]}]
                """;
        String routes6 =
                """
                [{"dst":"fd08::/64","from":"fd18::/64","gateway":"fd18::9","dev":"eth0","metric":1024,"flags":[]}]
                """;

        HostState state =
                IprouteState.of(new IprouteState.Dumps("", "", routes, routes6, "", "", ""));

        assertThat(state.all(Route.class).map(IprouteStateTest::line))
                .containsExactly(
                        "route 10.8.0.0/16 type=unicast protocol=158 nexthops=via 10.1.0.2 dev vxlan1");
    }

    @Test
    void addresses() {
        assertThat(lines(Address.class))
                .containsExactly(
                        "address 198.18.0.1/24 dev eth0.100 lifetime=forever",
                        "address 198.18.0.9/24 dev eth0.100 lifetime=limited",
                        "address fe80::e05c:51ff:fe62:971f/64 dev eth0.100 lifetime=forever",
                        "address 127.0.0.1/8 dev lo lifetime=forever",
                        "address ::1/128 dev lo lifetime=forever",
                        "address 192.168.100.1/24 dev vxlan100 lifetime=forever",
                        "address fd00::1/64 dev vxlan100 lifetime=forever");
    }

    @Test
    void forwardingDatabase() {
        assertThat(lines(FdbEntry.class))
                .filteredOn(line -> line.contains("dev vx"))
                .containsExactly(
                        "fdb 02:00:00:00:00:0a dev vx6 dst=2001:db8::2 port= vni= state=static",
                        "fdb 02:00:00:00:00:0a dev vx6 master dst= port= vni= state=static",
                        "fdb 3e:b9:12:5e:56:dc dev vx6 master dst= port= vni= state=permanent",
                        "fdb 00:00:00:00:00:00 dev vxg dst 239.1.1.1 dst=239.1.1.1 port= vni= state=permanent",
                        "fdb 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2 dst=198.18.0.2 port= vni= state=permanent",
                        "fdb 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.3 dst=198.18.0.3 port=4444 vni=33 state=permanent",
                        "fdb 02:00:00:00:00:09 dev vxlan100 dst=198.18.0.2 port= vni= state=static",
                        "fdb 02:00:00:00:00:0c dev vxlan100 dst= port= vni= state=static",
                        "fdb 00:00:00:00:00:00 dev vxr dst 198.18.0.2 dst=198.18.0.2 port= vni= state=permanent");
    }

    @Test
    void neighbours() {
        assertThat(lines(Neighbour.class))
                .containsExactly(
                        "neighbour 192.168.100.2 dev vxlan100 lladdr=02:00:00:00:00:09 nud=permanent protocol=158",
                        "neighbour 192.168.100.4 dev vxlan100 lladdr=02:00:00:00:00:09 nud=dynamic protocol=0");
    }

    @Test
    void routes() {
        assertThat(lines(Route.class))
                .containsExactly(
                        "route fd02::/64 metric 7 table 100 type=unicast protocol=158 nexthops=via fd00::2 dev vxlan100",
                        "route 0.0.0.0/0 type=unicast protocol=3 nexthops=via 198.18.0.2 dev eth0.100",
                        "route 10.0.0.0/8 metric 5 type=unicast protocol=158 nexthops=via 192.168.100.2 dev vxlan100",
                        "route 10.1.0.0/16 type=unicast protocol=158 nexthops=via 192.168.100.2 dev vxlan100 weight 2, via 192.168.100.3 dev vxlan100",
                        "route 10.5.5.5/32 type=unicast protocol=3 nexthops=dev eth0.100",
                        "route 10.7.0.0/16 type=unicast protocol=3 nexthops=via fe80::1 dev eth0.100",
                        "route 10.8.0.0/16 type=unicast protocol=3 nexthops=dev eth0.100",
                        "route 10.9.0.0/16 type=blackhole protocol=3 nexthops=",
                        "route 192.168.100.0/24 type=unicast protocol=2 nexthops=dev vxlan100",
                        "route 198.18.0.0/24 type=unicast protocol=2 nexthops=dev eth0.100",
                        "route fd00::/64 metric 256 type=unicast protocol=2 nexthops=dev vxlan100",
                        "route fd01::/64 type=unicast protocol=158 nexthops=via fd00::2 dev vxlan100 weight 2, via fd00::3 dev vxlan100",
                        "route fd09::/64 type=unreachable protocol=3 nexthops=");
    }

    @Test
    void sysctls() {
        assertThat(lines(Sysctl.class))
                .contains(
                        "sysctl kernel.osrelease value=6.18.0",
                        "sysctl net.ipv4.ip_forward value=0",
                        "sysctl net.ipv6.conf.all.forwarding value=0",
                        "sysctl net.ipv6.conf.eth0/100.accept_ra value=1");
    }

    @Test
    void nothingPrintedIsNothingThere() {
        HostState empty = IprouteState.of(new IprouteState.Dumps("", "[]", "[{}]", "", "", "", ""));

        assertThat(empty).isEqualTo(HostState.EMPTY);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(
                        () -> IprouteState.of(new IprouteState.Dumps("[{", "", "", "", "", "", "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private <T extends Resource> List<String> lines(Class<T> type) {
        return state.all(type)
                .sorted(Comparator.comparing(Resource::key))
                .map(IprouteStateTest::line)
                .toList();
    }

    private static String line(Resource resource) {
        return Labels.of(resource)
                + Fields.of(resource).entrySet().stream()
                        .map(field -> " " + field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining());
    }

    private static IprouteState.Dumps dumps() {
        return new IprouteState.Dumps(
                resource("links.json"),
                resource("addresses.json"),
                resource("routes4.json"),
                resource("routes6.json"),
                resource("neighbours.json"),
                resource("fdb.json"),
                resource("sysctls.txt"));
    }

    private static String resource(String name) {
        try (InputStream in = IprouteStateTest.class.getResourceAsStream("/iproute/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.vxplan.host;

import io.vxplan.host.DriftTest.Drift;
import io.vxplan.model.address.MacAddress;
import java.util.List;
import java.util.stream.Stream;

/// What others may do to a host behind vxplan's back, and what is to be seen of it.
final class Drifts {
    private static final String MAC = "02:00:00:00:00:02";

    /// Of vxlan200 itself: a bridge has its ports' addresses in its table.
    private static final MacAddress PORT_MAC = MacAddress.derived("red", "0");

    static final List<Drift> ALL =
            Stream.of(
                            links(),
                            kinds(),
                            ports(),
                            addresses(),
                            fdb(),
                            neighbours(),
                            routes(),
                            firewall())
                    .flatMap(List::stream)
                    .toList();

    private Drifts() {}

    private static Drift drift(String command, String... expected) {
        return new Drift(command, List.of(expected));
    }

    private static List<Drift> firewall() {
        String table = "ip vxplan/demo/blue";
        String peer = "firewall peer 198.18.0.2 of " + table;
        return List.of(
                drift("nft delete table " + table, "- firewall " + table, "- " + peer),
                drift("nft flush ruleset", "- firewall " + table, "- " + peer),
                drift("nft delete element %s peers '{ 198.18.0.2 }'".formatted(table), "- " + peer),
                drift(
                        "nft add element %s peers '{ 198.18.0.66 }'".formatted(table),
                        "+ firewall peer 198.18.0.66 of " + table),
                drift(
                        "nft insert rule %s input udp dport 4789 accept".formatted(table),
                        "firewall %s: content".formatted(table)),
                drift(
                        "nft flush chain %s input".formatted(table),
                        "firewall %s: content".formatted(table)),
                drift(
                        "nft add chain %s input '{ policy drop; }'".formatted(table),
                        "firewall %s: content".formatted(table)),
                drift(
                        "nft add table %s '{ flags dormant; }'".formatted(table),
                        "firewall %s: content".formatted(table)),
                drift(
                        "nft add element %s peers '{ 198.18.0.66 comment \"a friend\" }'"
                                .formatted(table),
                        "firewall %s: content".formatted(table)));
    }

    private static List<Drift> links() {
        return List.of(
                drift("echo 0 >/proc/sys/net/ipv4/ip_forward", "sysctl net.ipv4.ip_forward: value"),
                drift(
                        "echo 20 >/proc/sys/net/ipv6/conf/eth0/accept_ra",
                        "sysctl net.ipv6.conf.eth0.accept_ra: value"),
                drift(
                        "ip link set dev vxlan300 address 02:00:00:00:00:99",
                        "vxlan vxlan300: address"),
                drift("ip link set dev vxlan100 mtu 1400", "vxlan vxlan100: mtu"),
                drift("ip link set dev br-red mtu 1300", "bridge br-red: mtu"),
                drift("ip link set dev vxlan200 down", "vxlan vxlan200: state"),
                drift(
                        "ip link set dev vxlan100 down",
                        "vxlan vxlan100: state",
                        "- address fd00:100::1/64 dev vxlan100",
                        "- neighbour 192.168.100.2 dev vxlan100",
                        "- route 172.21.0.0/16",
                        "- route 172.22.0.0/16",
                        "- route fd22::/64"),
                drift("ip link set dev vxlan100 group 7", "vxlan vxlan100: link group"),
                drift("ip link set dev vxlan100 alias mine", "vxlan vxlan100: alias"),
                drift("ip link set dev br-red alias ''", "bridge br-red: alias"),
                drift("ip link set dev vxlan100 addrgenmode random", "vxlan vxlan100: addrgenmode"),
                drift(
                        "ip link property add dev vxlan100 altname another",
                        "vxlan vxlan100: altnames"),
                drift(
                        "ip link property del dev br-red altname br-a-much-longer-name",
                        "bridge br-red: altnames"),
                drift(
                        "ip link del dev vxlan300",
                        "- vxlan vxlan300",
                        "- fdb 00:00:00:00:00:00 dev vxlan300 dst 239.1.1.1",
                        "- sysctl net.ipv6.conf.vxlan300.accept_ra"));
    }

    private static List<Drift> kinds() {
        return List.of(
                drift("ip link set dev vxlan100 type vxlan ttl 5", "vxlan vxlan100: ttl"),
                drift("ip link set dev vxlan100 type vxlan tos 16", "vxlan vxlan100: tos"),
                drift("ip link set dev vxlan100 type vxlan nolearning", "vxlan vxlan100: learning"),
                drift("ip link set dev vxlan200 type vxlan learning", "vxlan vxlan200: learning"),
                drift("ip link set dev vxlan100 type vxlan ageing 100", "vxlan vxlan100: ageing"),
                drift(
                        "ip link set dev vxlan100 type vxlan local 198.18.0.9",
                        "vxlan vxlan100: local"),
                drift(
                        "ip link set dev vxlan200 type vxlan local 2001:db8::9",
                        "vxlan vxlan200: local"),
                drift(
                        remade("id 301 dstport 4789 local 198.18.0.1 group 239.1.1.1 dev eth0"),
                        "vxlan vxlan300: vni"),
                drift(
                        remade("id 300 dstport 4790 local 198.18.0.1 group 239.1.1.1 dev eth0"),
                        "vxlan vxlan300: port"),
                drift(
                        remade("id 300 dstport 4789 local 198.18.0.1 group 239.1.1.2 dev eth0"),
                        "vxlan vxlan300: group",
                        "- fdb 00:00:00:00:00:00 dev vxlan300 dst 239.1.1.1",
                        "+ fdb 00:00:00:00:00:00 dev vxlan300 dst 239.1.1.2"),
                drift(
                        remade("id 300 dstport 4789 local 198.18.0.1 group 239.1.1.1 dev lo"),
                        "vxlan vxlan300: dev"),
                drift("ip link set dev br-red type bridge stp_state 1", "bridge br-red: stp"),
                drift(
                        "ip link set dev br-red type bridge ageing_time 10000",
                        "bridge br-red: ageing"));
    }

    private static String remade(String options) {
        return "ip link del dev vxlan300;"
                + " ip link add name vxlan300 address 02:00:00:00:03:00 mtu 1450 group 158"
                + " type vxlan ttl auto ageing 300 "
                + options
                + "; ip link set dev vxlan300 addrgenmode none alias vxplan:demo/lan up";
    }

    private static List<Drift> ports() {
        return List.of(
                drift("bridge link set dev vxlan200 learning on", "port vxlan200: learning"),
                drift(
                        "bridge link set dev vxlan200 neigh_suppress off",
                        "port vxlan200: neigh_suppress"),
                drift("bridge link set dev vxlan200 cost 100", "port vxlan200: cost"),
                drift(
                        "ip link set dev vxlan200 master other",
                        "port vxlan200: master, cost, learning, neigh_suppress",
                        "- fdb " + MAC + " dev vxlan200 master"),
                drift(
                        "ip link set dev vxlan200 nomaster",
                        "- port vxlan200",
                        "- fdb " + MAC + " dev vxlan200 master",
                        "- fdb " + PORT_MAC + " dev vxlan200 master"),
                drift(
                        "ip link set dev vxlan100 master other",
                        "+ port vxlan100",
                        "+ fdb " + MacAddress.derived("blue", "0") + " dev vxlan100 master"));
    }

    private static List<Drift> addresses() {
        return List.of(
                drift(
                        "ip addr change 192.168.100.1/24 dev vxlan100 valid_lft 1000 preferred_lft 1000",
                        "address 192.168.100.1/24 dev vxlan100: lifetime"),
                drift(
                        "ip addr change fd00:100::1/64 dev vxlan100 valid_lft 1000 preferred_lft 1000",
                        "address fd00:100::1/64 dev vxlan100: lifetime"),
                drift(
                        "ip addr add 192.168.200.1/24 dev vxlan100",
                        "+ address 192.168.200.1/24 dev vxlan100"),
                drift(
                        "ip addr del 10.0.1.1/24 dev br-red",
                        "- address 10.0.1.1/24 dev br-red",
                        "- neighbour 10.0.1.2 dev br-red"),
                drift(
                        "ip addr del fd00:100::1/64 dev vxlan100",
                        "- address fd00:100::1/64 dev vxlan100"));
    }

    private static List<Drift> fdb() {
        String entry = "fdb " + MAC + " dev vxlan200";
        String replace = "bridge fdb replace " + MAC + " dev vxlan200 ";
        return List.of(
                drift(replace + "dst 2001:db8::9 self permanent", entry + ": dst"),
                drift(replace + "dst 2001:db8::2 port 4790 self permanent", entry + ": port"),
                drift(replace + "dst 2001:db8::2 vni 7 self permanent", entry + ": vni"),
                drift(replace + "dst 2001:db8::2 self static", entry + ": state"),
                drift(replace + "master permanent", entry + " master: state"),
                drift("bridge fdb del " + MAC + " dev vxlan200 self", "- " + entry),
                drift("bridge fdb del " + MAC + " dev vxlan200 master", "- " + entry + " master"),
                drift(
                        "bridge fdb del 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2 self",
                        "- fdb 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.2"),
                drift(
                        "bridge fdb append 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.7 port 4790 vni 7 self",
                        "+ fdb 00:00:00:00:00:00 dev vxlan100 dst 198.18.0.7"),
                drift(
                        "bridge fdb add 02:00:00:00:00:07 dev vxlan100 dst 198.18.0.7 self",
                        "+ fdb 02:00:00:00:00:07 dev vxlan100"),
                drift(
                        "bridge fdb add 02:00:00:00:00:07 dev vxlan200 master static",
                        "+ fdb 02:00:00:00:00:07 dev vxlan200 master"));
    }

    private static List<Drift> neighbours() {
        String entry = "neighbour 192.168.100.2 dev vxlan100";
        String replace = "ip neigh replace 192.168.100.2 dev vxlan100 ";
        return List.of(
                drift(replace + "lladdr 02:00:00:00:00:99 nud permanent", entry + ": lladdr"),
                drift(replace + "lladdr " + MAC + " nud stale", entry + ": nud"),
                drift(
                        replace + "lladdr " + MAC + " nud permanent protocol 3",
                        entry + ": protocol"),
                drift("ip neigh del 192.168.100.2 dev vxlan100", "- " + entry),
                drift(
                        "ip neigh add 192.168.100.9 lladdr "
                                + MAC
                                + " dev vxlan100 nud permanent protocol 158",
                        "+ neighbour 192.168.100.9 dev vxlan100"));
    }

    private static List<Drift> routes() {
        String replace = "ip route replace 172.21.0.0/16 proto 158 ";
        return List.of(
                drift(replace + "via 192.168.100.9 dev vxlan100", "route 172.21.0.0/16: nexthops"),
                drift(
                        "ip route replace 172.21.0.0/16 proto 4 via 192.168.100.2 dev vxlan100",
                        "route 172.21.0.0/16: protocol"),
                drift(
                        "ip route replace blackhole 172.21.0.0/16 proto 158",
                        "route 172.21.0.0/16: type, nexthops"),
                drift(
                        "ip route replace 172.22.0.0/16 proto 158 nexthop via 192.168.100.2 weight 3"
                                + " nexthop via 192.168.100.3",
                        "route 172.22.0.0/16: nexthops"),
                drift(
                        "ip -6 route replace fd22::/64 proto 158 nexthop via fd00:100::2"
                                + " nexthop via fd00:100::3",
                        "route fd22::/64: nexthops"),
                drift(
                        "ip -6 route append fd22::/64 proto 158 via fd00:100::4 dev vxlan100",
                        "route fd22::/64: nexthops"),
                drift("ip route del 172.21.0.0/16", "- route 172.21.0.0/16"),
                drift("ip -6 route del fd22::/64", "- route fd22::/64"),
                drift(
                        "ip route add 172.29.0.0/16 proto 158 table 1000 metric 7"
                                + " via 192.168.100.2 dev vxlan100",
                        "+ route 172.29.0.0/16 metric 7 table 1000"));
    }
}

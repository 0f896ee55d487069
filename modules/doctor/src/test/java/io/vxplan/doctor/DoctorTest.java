package io.vxplan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.finding.Diagnosis;
import io.vxplan.doctor.render.TextDiagnosis;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.Flooding;
import io.vxplan.model.Topology;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Real hosts in namespaces, sound ones and ones with something wrong.
class DoctorTest {
    private static final Topology TOPOLOGY =
            Samples.topology(
                    2,
                    Samples.routed(2, new Flooding.Static()),
                    Samples.bridged(2, new Flooding.Replicate()));

    @AutoClose private final Machines machines = new Machines(2);

    private Diagnosis examine() {
        try (Fleet fleet = machines.fleet()) {
            return new Doctor(fleet, TOPOLOGY, Samples.allocations(TOPOLOGY), Clock.systemUTC())
                    .examine(TOPOLOGY.hosts().keySet());
        }
    }

    private List<String> found() {
        return examine().findings().stream()
                .map(finding ->
                        finding.host() + " " + finding.ailment().id() + ": " + finding.what())
                .toList();
    }

    @Test
    void soundHostsHaveNothing() {
        assertThat(TextDiagnosis.of(examine(), false))
                .isEqualTo("2 hosts: 0 errors, 0 warnings, 0 not checked\n");
    }

    @Test
    void aSmallMtuInTheMiddleIsFound() {
        // A router between h1 and h2, with a small MTU on the far side.
        machines.sh(
                "underlay",
                """
                ip link set dev h1 nomaster
                ip addr add 198.18.0.254/32 dev br0
                ip link set dev br0 mtu 1400
                ip route add 198.18.0.1/32 dev h1
                ip route add 198.18.0.0/24 dev br0
                cd /proc/sys/net/ipv4
                echo 1 >conf/h1/proxy_arp
                echo 1 >conf/br0/proxy_arp
                echo 1 >ip_forward
                """);

        assertThat(found())
                .containsExactly(
                        "h1 path-mtu: packets of 1500 bytes, which overlay blue needs, don't pass to h2 (198.18.0.2) in one"
                                + " piece, 1400 bytes would: From 198.18.0.254 icmp_seq=1 Frag needed and DF set (mtu = 1400)");
    }

    @Test
    void whatIsInTheWayIsFound() throws Exception {
        machines.sh(
                "h1",
                """
                echo 1 >/proc/sys/net/ipv4/ip_forward
                iptables -P FORWARD DROP
                iptables -t nat -A POSTROUTING -s 172.20.0.0/16 ! -o docker0 -j MASQUERADE
                ip link add flannel.1 type vxlan id 100 local 198.18.0.1 dstport 4789
                ip link add eth1 type veth peer name eth2
                ip link set dev eth1 up
                echo 1 >/proc/sys/net/ipv4/conf/eth0/rp_filter
                ip route add 198.18.0.2/32 dev eth1
                """);
        machines.sh(
                "h2",
                """
                ip addr del 198.18.0.2/24 dev eth0
                echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
                """);

        assertThat(found())
                .containsExactly(
                        "h1 foreign-vxlan: interface flannel.1, which is not of overlay blue, has its VNI 100 on its UDP port 4789",
                        "h1 rp-filter: packets of h2 come to 198.18.0.1 on eth0, and answers leave by eth1: rp_filter is 1 there"
                                + " (the larger of `all` and eth0), so the kernel drops them",
                        "h1 forward-drop: chain FORWARD of table ip filter drops by default (Docker sets that), no rule lets"
                                + " vxlan100 of overlay blue through in both directions, and networks are behind it: what goes between"
                                + " them and the overlay is lost",
                        "h1 masquerade: packets of network 172.20.0.0/16 get the host's address as their source when they go into"
                                + " overlay blue: oifname != \"docker0\" ip saddr 172.20.0.0/16 masquerade (table ip nat)",
                        "h1 not-checked: what passes to h2 (198.18.0.2) is not known: the underlay address does not answer pings: no answer within 1 s",
                        "h2 ipv6-off: new interfaces have no IPv6 (net.ipv6.conf.default.disable_ipv6 is 1), and an overlay has IPv6"
                                + " addresses",
                        "h2 no-address: no interface has 198.18.0.2, where its tunnels should start",
                        "h2 not-checked: what passes to h1 (198.18.0.1) is not known: the underlay address does not answer pings: ping: bind: Cannot assign requested address");
    }
}

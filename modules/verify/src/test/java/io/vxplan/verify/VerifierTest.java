package io.vxplan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real overlays in namespaces, sound ones and broken ones.
@Execution(ExecutionMode.CONCURRENT)
class VerifierTest {
    private static final Topology BLUE =
            Samples.blue(
                    3,
                    new Flooding.Static(),
                    List.of("192.168.100.0/24", "fd00:100::/64"),
                    List.of(
                            Topologies.network("172.20.0.0/16", "172.20.0.1", 1),
                            Topologies.network("172.30.0.0/16", "172.30.0.1", 2, 3),
                            Topologies.network("fd00:30::/64", "fd00:30::1", 2, 3)),
                    List.of(Topologies.endpoint("app", 1, "172.20.0.10")));

    @AutoClose private final Trial trial = new Trial(BLUE);
    private final Machines machines = trial.machines();

    /// With the networks of BLUE.
    @BeforeEach
    void apply() {
        machines.workload(
                "app",
                "h1",
                "veth-app",
                "ip addr add 172.20.0.1/16 dev veth-app",
                "ip addr add 172.20.0.10/16 dev eth0\nip route add default via 172.20.0.1");
        for (String host : List.of("h2", "h3")) {
            machines.sh(
                    host,
                    """
                    ip link add lan type bridge
                    ip addr add 172.30.0.1/16 dev lan
                    ip addr add fd00:30::1/64 dev lan nodad
                    ip link set dev lan up
                    """);
        }
        trial.apply();
    }

    @Test
    void soundOverlaysPass() {
        Report report = trial.verify();

        assertThat(TextReport.of(report, false))
                .isEqualTo(
                        """
                        overlay blue (VNI 100): 19 of 19 pings ok
                          IPv4  h1   h2   h3   app  172.30.0.0/16
                          h1         ok   ok        ok
                          h2    ok        ok   ok
                          h3    ok   ok        ok
                          app        ok   ok        ok
                          IPv6  h1   h2   h3   fd00:30::/64
                          h1         ok   ok   ok
                          h2    ok        ok
                          h3    ok   ok
                          answered by the right MAC: 12 of 12
                          1450 bytes in one piece: 12 of 12
                          172.30.0.0/16 through h2: counted from 1 of 1 hosts
                          172.30.0.0/16 through h3: counted from 1 of 1 hosts
                          fd00:30::/64 through h2: counted from 1 of 1 hosts
                          fd00:30::/64 through h3: counted from 1 of 1 hosts

                        underlay: full packets with the tunnel's headers pass in one piece on 6 of 6 paths
                        drift: none on 3 hosts

                        passed: 29 checks on 3 hosts
                        """);
        assertThat(report.passed()).isTrue();
    }

    @Test
    void aMissingFdbEntryIsFound() {
        machines.sh(
                "h1", "bridge fdb del %s dev vxlan100 dst 198.18.0.3 self".formatted(macOf("h3")));

        Report report = trial.verify();

        assertThat(Trial.failed(report))
                .contains(
                        "blue: h1 (192.168.100.1) -> h3 (192.168.100.3): no answer within 1 s",
                        "blue: h3 (192.168.100.3) -> h1 (192.168.100.1): no answer within 1 s",
                        "blue: h1 -> 172.30.0.0/16 through h3 (192.168.100.3): 20 packets were sent through it, of"
                                + " which vxlan100 on h3 received 0")
                .noneMatch(line -> line.contains("through h2"));
        assertThat(TextReport.of(report, false))
                .contains(
                        "  h1: missing: fdb %s dev vxlan100".formatted(macOf("h3")),
                        "look for a firewall that drops UDP port 4789");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void anUnderlayThatFragmentsIsFoundThoughTheOverlayHidesIt() {
        // A router between h1 and the others, with a small MTU on the far side.
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

        Report report = trial.verify();

        assertThat(Trial.failed(report))
                .containsExactly(
                        "underlay: h1 (198.18.0.1) -> h2 (198.18.0.2): 1500 bytes do not pass unfragmented, 1400"
                                + " would: From 198.18.0.254 icmp_seq=1 Frag needed and DF set (mtu = 1400)",
                        "underlay: h1 (198.18.0.1) -> h3 (198.18.0.3): 1500 bytes do not pass unfragmented, 1400"
                                + " would: From 198.18.0.254 icmp_seq=1 Frag needed and DF set (mtu = 1400)");

        machines.sh("underlay", "ip link set dev br0 mtu 1500");
        assertThat(Trial.failed(trial.verify())).isEmpty();
    }

    @Test
    void anOverlayThatCarriesLessThanItPromisesIsFound() {
        // A switch that drops what is too big without a word.
        machines.sh("underlay", "ip link set dev h3 mtu 1400");

        Report report = trial.verify();

        String outcome =
                "1450 bytes do not pass unfragmented, smaller ones do: no answer within 1 s";
        assertThat(Trial.failed(report))
                .contains(
                        "blue: h3 (192.168.100.3) -> h1 (192.168.100.1): " + outcome,
                        "blue: h1 (fd00:100::1) -> h3 (fd00:100::3): " + outcome)
                .anyMatch(line -> line.startsWith("underlay: h1 (198.18.0.1) -> h3"))
                .noneMatch(line -> line.startsWith("underlay: h1 (198.18.0.1) -> h2"));
    }

    @Test
    void aNextHopThatLostItsRouteIsFound() {
        machines.sh(
                "h1", "ip route replace 172.30.0.0/16 via 192.168.100.2 dev vxlan100 proto 158");

        Report report = trial.verify();

        assertThat(Trial.failed(report))
                .containsExactly(
                        "blue: h1 -> 172.30.0.0/16 through h3 (192.168.100.3): no route to 172.30.0.0/16 goes through"
                                + " it: 172.30.0.0/16 via 192.168.100.2 dev vxlan100 proto 158");
    }

    private static String macOf(String host) {
        return MacAddress.derived("vxlan", "demo", "blue", host).toString();
    }
}

package io.vxplan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.finding.Diagnosis;
import io.vxplan.doctor.render.TextDiagnosis;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.OnError;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.testing.Topologies;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real hosts in namespaces, sound ones and ones with something wrong. They wait for pings most of
/// the time, so all at once.
@Execution(ExecutionMode.CONCURRENT)
class DoctorTest {
    private static final Topology TOPOLOGY =
            Topologies.topology(
                    2,
                    Samples.routed(2, new Flooding.Static()),
                    Samples.bridged(2, new Flooding.Replicate()));

    @AutoClose private final Machines machines = new Machines(2);
    @AutoClose private final Programs programs = new Programs(machines);

    private Diagnosis examine() {
        try (Fleet fleet = machines.fleet()) {
            return new Doctor(fleet, TOPOLOGY, Topologies.allocations(TOPOLOGY), Clock.systemUTC())
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
        programs.run("h2", "NetworkManager");
        programs.run("h2", "systemd-networkd");
        programs.bind("h2", 4789);

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
                        "h2 port-taken: program java has UDP port 4789, which overlay blue needs",
                        "h2 networkmanager: NetworkManager runs, and nothing tells it to leave vxlan100, vxlan200, br-red alone: it"
                                + " may take the interface down or change its addresses",
                        "h2 networkd: systemd-networkd runs, and removes routes that it did not make when it starts anew",
                        "h2 not-checked: what passes to h1 (198.18.0.1) is not known: the underlay address does not answer pings: ping: bind: Cannot assign requested address");
    }

    @Test
    void vxlanThatDoesNotArriveOrComesFromElsewhereIsFound() {
        machines.sh(
                "h2",
                """
                nft add table ip t
                nft 'add chain ip t in { type filter hook input priority 0; }'
                nft add rule ip t in udp dport 4789 @th,96,24 100 drop
                ip addr add 198.18.0.99/24 dev eth0
                iptables -t nat -A POSTROUTING -p udp --dport 4789 -j SNAT --to-source 198.18.0.99
                """);
        // A device of the other overlay's VNI that somebody moved out of sight.
        machines.sh(
                "h1",
                "ip link add hidden netns %s type vxlan id 200 local 198.18.0.1 dstport 4789"
                        .formatted(machines.namespace("underlay").getFileName()));

        assertThat(found())
                .containsExactly(
                        "h1 foreign-vxlan: the kernel refuses VXLAN frames of overlay red (VNI 200, UDP port 4789) (\"Error: A"
                                + " VXLAN device with the specified VNI already exists.\"), and no interface here has them: a VXLAN device that was moved to another"
                                + " network namespace does",
                        "h1 vxlan-translated: VXLAN frames of overlay blue (VNI 100, UDP port 4789) of h2 come from 198.18.0.99 and"
                                + " not from 198.18.0.2: a NAT is in between, and answers go elsewhere",
                        "h2 vxlan-blocked: VXLAN frames of overlay blue (VNI 100, UDP port 4789) of h1 (198.18.0.1) don't arrive");
    }

    @Test
    void overlaysThatAreThereAreProbedAndStayAsTheyAre() {
        machines.sh("h1", "ip link add tap1 type veth peer name tap2; ip link add lan type bridge");
        machines.sh("h2", "ip link add lan type bridge");
        apply();
        List<String> before = List.of(machines.dump("h1"), machines.dump("h2"));

        assertThat(found()).isEmpty();

        assertThat(List.of(machines.dump("h1"), machines.dump("h2"))).isEqualTo(before);
        // A workload on h2 that has h1's addresses, and a firewall on h1.
        machines.sh(
                "underlay",
                """
                ip link add tap7 address 02:00:00:00:00:07 type veth peer name tap8 netns %s
                ip addr add 10.0.1.1/24 dev tap7
                ip addr add fd00:1::1/64 dev tap7 nodad
                ip link set dev tap7 up
                """
                        .formatted(machines.namespace("h2").getFileName()));
        machines.sh("h2", "ip link set dev tap8 master br-red up");
        machines.sh(
                "h1",
                """
                nft add table ip t
                nft 'add chain ip t in { type filter hook input priority 0; }'
                nft add rule ip t in udp dport 4789 @th,96,24 16777215 drop
                """);
        assertThat(found())
                .containsExactly(
                        "h1 vxlan-blocked: VXLAN frames of overlay blue (VNI 100, UDP port 4789) of h2 (198.18.0.2) don't arrive"
                                + " (tried with VNI 16777215, for the overlay is there and floods nothing)",
                        "h1 duplicate-address: 10.0.1.1 of h1 in overlay red is answered for by 02:00:00:00:00:07, none of them this host",
                        "h1 duplicate-address: fd00:1::1 of h1 in overlay red is answered for by 02:00:00:00:00:07, none of them this host");
    }

    private void apply() {
        try (Fleet fleet = machines.fleet()) {
            Compiler compiler = new Compiler(TOPOLOGY, Topologies.allocations(TOPOLOGY));
            Rollout rollout =
                    new Rollout(fleet, Responsibility.ofAll("demo"), compiler::stateOf, false);
            SortedMap<HostName, HostPlan> plans = new TreeMap<>();
            rollout.plan(TOPOLOGY.hosts().keySet(), (host, plan) -> plans.put(host, done(plan)));
            rollout.apply(plans, OnError.KEEP, (_, plan) -> done(plan));
        }
    }

    private static HostPlan done(Outcome<HostPlan> outcome) {
        return switch (outcome) {
            case Outcome.Done(var plan) -> plan;
            case Outcome.Failed(var failure) -> throw new AssertionError(failure);
        };
    }
}

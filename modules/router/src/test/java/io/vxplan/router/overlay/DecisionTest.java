package io.vxplan.router.overlay;

import static io.vxplan.router.overlay.Decisions.B;
import static io.vxplan.router.overlay.Decisions.C;
import static io.vxplan.router.overlay.Decisions.D;
import static io.vxplan.router.overlay.Decisions.DEVICE;
import static io.vxplan.router.overlay.Decisions.ETH0;
import static io.vxplan.router.overlay.Decisions.after;
import static io.vxplan.router.overlay.Decisions.commands;
import static io.vxplan.router.overlay.Decisions.decide;
import static io.vxplan.router.overlay.Decisions.inTopology;
import static io.vxplan.router.overlay.Decisions.present;
import static io.vxplan.router.overlay.Decisions.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.Routing;
import org.junit.jupiter.api.Test;

/// What is done to a host.
class DecisionTest {
    @Test
    void aHostGetsItsDeviceAndWhatLeadsToThePeers() {
        Decision decision = decide(Samples.host(), B, C, D);

        assertThat(problems(decision)).isEmpty();
        assertThat(commands(decision))
                .isEqualTo(
                        """
                        ip link add name vxlan1000 address 12:76:1f:7f:5e:bd mtu 1450 group 158 type vxlan id 1000 local 10.0.0.1 dstport 4789 ttl auto tos 0 learning ageing 300
                        ip link set dev vxlan1000 addrgenmode eui64 mtu 1450
                        ip link set dev vxlan1000 up
                        ip link set dev vxlan1000 alias vxplan:docker-router/vni1000
                        ip addr replace 192.168.100.1/24 dev vxlan1000
                        bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.2 self permanent
                        bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.3 self permanent
                        bridge fdb append 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.4 self permanent
                        ip route add 172.21.0.0/16 table 254 proto 158 via 192.168.100.2 dev vxlan1000
                        ip route add 172.22.0.0/16 table 254 proto 158 via 192.168.100.3 dev vxlan1000
                        """);
        assertThat(decision.routes().toString())
                .isEqualTo(
                        "[RouteEntry[destination=172.21.0.0/16, nextHop=192.168.100.2, device=vxlan1000, source=STATIC_CONFIG],"
                                + " RouteEntry[destination=172.22.0.0/16, nextHop=192.168.100.3, device=vxlan1000, source=DISCOVERY]]");
    }

    @Test
    void nothingIsLeftToDoAfterwards() throws HostException {
        Decision again = decide(after(Samples.host(), B, C, D).observe(), B, C, D);

        assertThat(again.changes()).isEmpty();
        assertThat(again.routes()).hasSize(2);
    }

    @Test
    void onlyWhatIsOfTheOneWhoLeftGoes() throws HostException {
        Decision decision = decide(after(Samples.host(), B, C, D).observe(), B, D);

        assertThat(commands(decision))
                .isEqualTo(
                        """
                        ip route del 172.22.0.0/16 table 254 proto 158
                        bridge fdb del 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.3 self
                        """);
    }

    @Test
    void aStackThatDiscoveryDoesNotKnowGetsNothing() {
        assertThat(commands(decide(Samples.host(), C))).doesNotContain("172.21.0.0/16", "10.0.0.2");
    }

    @Test
    void peersOfOtherOverlaysAreNoneOfOurs() {
        Routing other = Samples.routing(Samples.ROUTING.replace("vni: 1000", "vni: 2000"));

        Decision decision = decide(other, Samples.host(), present(B, C));

        assertThat(decision.admitted()).isEmpty();
        assertThat(decision.problems()).isEmpty();
    }

    @Test
    void whatTheHostUsesItselfIsLeftAlone() {
        HostState observed =
                Samples.host(
                        Samples.route("172.21.0.0/16", "10.0.0.254", ETH0, 4),
                        new Address(ETH0, InterfaceAddress.parse("172.22.5.1/24"), true));

        Decision decision = decide(observed, B, C, D);

        assertThat(problems(decision))
                .isEqualTo(
                        """
                        warning: network 172.21.0.0/16 of stack 'b' is not routed here: route 172.21.0.0/16 exists and is not ours, proto 4; give one of them another network
                        warning: network 172.22.0.0/16 of stack 'c' is not routed here: this host is in 172.22.5.0/24 itself, by interface 'eth0'; give one of them another network
                        """);
        assertThat(decision.routes()).isEmpty();
        assertThat(commands(decision)).contains("dst 10.0.0.2", "dst 10.0.0.3", "dst 10.0.0.4");
    }

    @Test
    void forwardingIsToldAndNotSet() {
        HostState observed = Samples.host(new Sysctl("net.ipv4.ip_forward", "0"));
        HostState off =
                HostState.of(
                        observed.byKey().values().stream()
                                .map(each ->
                                        each instanceof Sysctl sysctl
                                                ? new Sysctl(sysctl.name(), "0")
                                                : each)
                                .toList());

        Decision decision = decide(off, B);

        assertThat(problems(decision))
                .isEqualTo(
                        """
                        warning: this host does not forward: what is behind it can't be reached; set it: sysctl -w net.ipv4.ip_forward=1
                        """);
        assertThat(commands(decision)).contains("dst 10.0.0.2").doesNotContain("ip_forward");
    }

    @Test
    void aForeignDeviceOfTheNameBlocks() {
        Decision decision = decide(Samples.host(Samples.link(DEVICE, 1450)), B);

        assertThat(decision.changes()).isEmpty();
        assertThat(problems(decision))
                .isEqualTo(
                        """
                        error: interface 'vxlan1000' exists and is not marked as ours; remove it, or choose another `vni`, which names the device
                        """);
    }

    @Test
    void whoHasATopologyMayNameTheDeviceOtherwise() {
        HostState unmarked = Samples.host(Samples.link(DEVICE, 1450));

        assertThat(problems(decide(inTopology(Samples.routing()), unmarked, present(B))))
                .endsWith(
                        "; remove it, choose another `device`, or take it over with `apply --adopt`\n");
    }

    @Test
    void aRouterOfAnotherOverlayIsLeftAlone() throws HostException {
        HostState both = after(Samples.host(), B, C).observe();
        Routing other =
                Samples.routing(
                        """
                        version: 1
                        stack_id: a
                        vni: 2000
                        vxlan_subnet: 192.168.200.0/24
                        local_vxlan_ip: 192.168.200.1
                        """);

        String commands = commands(decide(other, both, present()));

        assertThat(commands).contains("vxlan2000").doesNotContain("vxlan1000", "del");
    }

    @Test
    void whatAFormerRunLeftStaysUntilDiscoveryIsUpToDate() throws HostException {
        HostState before = after(Samples.host(), B, C, D).observe();
        Routing routing = Samples.routing();
        Remnants remnants = Remnants.atStart();

        Decision empty = Decision.of(routing, present(), before, remnants);
        remnants = remnants.after(empty.desired());
        Decision found = Decision.of(routing, present(B), before, remnants);
        remnants = remnants.after(found.desired());
        Decision left = Decision.of(routing, present(), before, remnants);
        Decision settled = Decision.of(routing, present(), before, Remnants.GO);

        assertThat(empty.changes()).isEmpty();
        assertThat(found.changes()).isEmpty();
        assertThat(commands(left))
                .isEqualTo(
                        """
                        ip route del 172.21.0.0/16 table 254 proto 158
                        bridge fdb del 00:00:00:00:00:00 dev vxlan1000 dst 10.0.0.2 self
                        """);
        assertThat(settled.changes()).hasSize(5);
    }
}

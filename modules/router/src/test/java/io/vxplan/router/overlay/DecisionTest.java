package io.vxplan.router.overlay;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.host.memory.MemoryHost;
import io.vxplan.model.Address;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.model.InterfaceAddress;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.Sysctl;
import io.vxplan.plan.iproute.Commands;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.Routing;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final InterfaceName DEVICE = new InterfaceName("vxlan1000");
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final String B = "b 10.0.0.2";
    private static final String C = "c 10.0.0.3 192.168.100.3 172.22.0.0/16";
    private static final String D = "d 10.0.0.4 192.168.100.4";

    private static Claims present(String... stacks) {
        return new Claims(stacks(stacks), List.of(), Set.of());
    }

    private static List<Stack> stacks(String... texts) {
        return Stream.of(texts).map(Samples::stack).toList();
    }

    private static Decision decide(HostState observed, String... stacks) {
        return decide(Samples.routing(), observed, present(stacks));
    }

    private static Decision decide(Routing routing, HostState observed, Claims claims) {
        return Decision.of(routing, claims, observed, Remnants.GO);
    }

    private static String commands(Decision decision) {
        return decision.changes().stream()
                .flatMap(change -> Commands.of(change).stream())
                .map(command -> command + "\n")
                .collect(joining());
    }

    private static String problems(Decision decision) {
        return decision.problems().stream()
                .map(Diagnostic::toString)
                .map(line -> line + "\n")
                .collect(joining());
    }

    private static MemoryHost after(HostState observed, String... stacks) throws HostException {
        MemoryHost host = new MemoryHost(new HostName("a"), observed);
        host.apply(decide(observed, stacks).changes());
        return host;
    }

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
    void whoClaimsWhatAnotherHasIsRefused() {
        Decision decision =
                decide(
                        Samples.host(),
                        B,
                        "a 10.0.0.9",
                        "b 10.0.0.9",
                        C,
                        "e1 10.0.0.1",
                        "e2 10.0.0.3",
                        "e3 10.0.0.13 192.168.100.1",
                        "e4 10.0.0.14 192.168.100.3",
                        "e5 10.0.0.15 192.168.101.5",
                        "e6 10.0.0.16 192.168.100.6 172.20.7.0/24",
                        "e7 10.0.0.17 192.168.100.7 172.21.7.0/24",
                        "e8 10.0.0.18 192.168.100.8 172.22.7.0/24",
                        "e9 10.0.0.19 192.168.100.9 192.168.0.0/16",
                        "f1 10.0.0.20 192.168.100.10 0.0.0.0/0",
                        "f2 172.20.0.9",
                        "f3 fd00::3",
                        "f4 10.0.0.24/8472",
                        "f5 224.0.0.1",
                        "f6 10.0.0.26 - fd00:1::/64",
                        "f7 10.0.0.27 - 172.23.0.0/16 172.23.1.0/24");

        assertThat(problems(decision))
                .isEqualTo(
                        """
                        warning: stack 'a' at 10.0.0.9 is refused: it has this host's own stack id; it takes no part until that is mended
                        warning: stack 'b' at 10.0.0.9 is refused: another with this id is at 10.0.0.2 already; it takes no part until that is mended
                        warning: stack 'e1' at 10.0.0.1 is refused: a tunnel ends there already: 10.0.0.1/32 of this host; it takes no part until that is mended
                        warning: stack 'e2' at 10.0.0.3 is refused: a tunnel ends there already: 10.0.0.3/32 of stack 'c'; it takes no part until that is mended
                        warning: stack 'e3' at 10.0.0.13 is refused: its address 192.168.100.1 in the overlay is that of stack 'a'; it takes no part until that is mended
                        warning: stack 'e4' at 10.0.0.14 is refused: its address 192.168.100.3 in the overlay is that of stack 'c'; it takes no part until that is mended
                        warning: stack 'e5' at 10.0.0.15 is refused: its address 192.168.101.5 in the overlay is no host address of 192.168.100.0/24; it takes no part until that is mended
                        warning: stack 'e6' at 10.0.0.16 is refused: its network 172.20.7.0/24 overlaps 172.20.0.0/16 of this host; it takes no part until that is mended
                        warning: stack 'e7' at 10.0.0.17 is refused: its network 172.21.7.0/24 overlaps 172.21.0.0/16 of stack 'b'; it takes no part until that is mended
                        warning: stack 'e8' at 10.0.0.18 is refused: its network 172.22.7.0/24 overlaps 172.22.0.0/16 of stack 'c'; it takes no part until that is mended
                        warning: stack 'e9' at 10.0.0.19 is refused: its network 192.168.0.0/16 overlaps 192.168.100.0/24 of the overlay; it takes no part until that is mended
                        warning: stack 'f1' at 10.0.0.20 is refused: its network 0.0.0.0/0 contains the end of a tunnel, 10.0.0.1/32 of this host: it would carry itself; it takes no part until that is mended
                        warning: stack 'f2' at 172.20.0.9 is refused: its tunnel ends inside of 172.20.0.0/16 of this host: it would carry itself; it takes no part until that is mended
                        warning: stack 'f3' at fd00::3 is refused: its tunnel ends at fd00::3, and ours at 10.0.0.1: one device carries one family; it takes no part until that is mended
                        warning: stack 'f4' at 10.0.0.24 is refused: its tunnel ends at port 8472, and ours at 4789; it takes no part until that is mended
                        warning: stack 'f5' at 224.0.0.1 is refused: no tunnel can end at 224.0.0.1; it takes no part until that is mended
                        warning: stack 'f6' at 10.0.0.26 is refused: its network fd00:1::/64 can't be routed: the overlay is IPv4; it takes no part until that is mended
                        warning: stack 'f7' at 10.0.0.27 is refused: its network 172.23.1.0/24 overlaps 172.23.0.0/16 of itself; it takes no part until that is mended
                        """);
        assertThat(decision.admitted()).containsExactlyInAnyOrderElementsOf(stacks(B, C));
    }

    @Test
    void whoWasThereFirstKeepsWhatItHas() {
        Claims claims =
                new Claims(
                        stacks("c0 10.0.0.9 192.168.100.9 172.22.0.0/16", C),
                        List.of(),
                        Set.copyOf(stacks(C)));

        Decision decision = decide(Samples.routing(), Samples.host(), claims);

        assertThat(decision.admitted()).containsExactlyElementsOf(stacks(C));
    }

    @Test
    void whoIsLeavingStaysAndGivesWay() {
        Claims claims =
                new Claims(
                        stacks("c2 10.0.0.9 192.168.100.9 172.22.0.0/16"),
                        stacks(C, D),
                        Set.copyOf(stacks(C, D)));

        Decision decision = decide(Samples.routing(), Samples.host(), claims);

        assertThat(decision.admitted())
                .containsExactlyInAnyOrderElementsOf(
                        stacks("c2 10.0.0.9 192.168.100.9 172.22.0.0/16", D));
        assertThat(decision.problems()).isEmpty();
    }

    @Test
    void theFileIsBelievedAndTheContradictionTold() {
        Decision decision = decide(Samples.host(), "b 10.0.0.2 192.168.100.77 172.29.0.0/16");

        assertThat(problems(decision)).contains("192.168.100.77");
        assertThat(decision.routes().toString()).contains("172.21.0.0/16", "192.168.100.2");
    }

    @Test
    void networksOfAPeerWithoutAddressAreNotRouted() {
        Decision decision = decide(Samples.host(), "g 10.0.0.7 - 172.27.0.0/16");

        assertThat(problems(decision))
                .isEqualTo(
                        """
                        warning: stack 'g' at 10.0.0.7 has no address in the overlay: its networks are not routed; give it a `vxlan_gateway` in `remote_stacks`, or let it announce its vxlan_ip
                        """);
        assertThat(commands(decision)).contains("dst 10.0.0.7").doesNotContain("172.27");
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
                        error: interface 'vxlan1000' exists and is not marked as ours; remove it, choose another `device`, or take it over with `apply --adopt`
                        """);
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
    void withoutAnUnderlayNothingIsTouched() throws HostException {
        HostState works = after(Samples.host(), B).observe();
        HostState cut =
                HostState.of(
                        works.byKey().values().stream()
                                .filter(each ->
                                        !(each instanceof io.vxplan.model.Route route)
                                                || route.protocol() != 3)
                                .toList());

        Decision decision = decide(cut, B);

        assertThat(decision.changes()).isEmpty();
        assertThat(problems(decision))
                .isEqualTo(
                        """
                        error: this host has no default route, so its own address is not known; give it one, or say `underlay` in routing.yaml
                        """);
    }

    @Test
    void anUnderlayInsideOfTheOverlayIsRefused() {
        Routing around =
                Samples.routing(
                        Samples.ROUTING
                                .replace("172.20.0.0/16", "10.0.0.0/8")
                                .replace("172.20.0.2", "10.9.0.1"));

        assertThat(problems(decide(around, Samples.host(), present(B))))
                .isEqualTo(
                        """
                        error: this host's address 10.0.0.1 lies in 10.0.0.0/8 of this host; the tunnel would carry itself: take another network there, or say `underlay`
                        """);
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

    @Test
    void tenThousandPeersAreLetInAndTenThousandMoreAreTold() {
        String[] texts =
                IntStream.range(0, 20_000)
                        .mapToObj(i ->
                                "s%d 10.%d.%d.9 - 172.%d.%d.0/28"
                                        .formatted(i, 1 + i / 250, i % 250, 64 + i % 100, i / 100))
                        .toArray(String[]::new);
        Decision decision = decide(Samples.host(), Arrays.copyOf(texts, 10_000));
        String[] thieves =
                Stream.of(texts).map(text -> text.replace("s", "t")).toArray(String[]::new);
        Decision robbed =
                decide(
                        Samples.routing(),
                        Samples.host(),
                        new Claims(
                                Stream.concat(
                                                stacks(thieves).stream().limit(10_000),
                                                stacks(texts).stream().limit(10_000))
                                        .toList(),
                                List.of(),
                                decision.admitted()));

        assertThat(decision.admitted()).hasSize(10_000);
        assertThat(robbed.admitted()).isEqualTo(decision.admitted());
        assertThat(robbed.problems()).hasSize(20_000);
    }
}

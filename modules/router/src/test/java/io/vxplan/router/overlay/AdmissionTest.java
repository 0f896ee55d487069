package io.vxplan.router.overlay;

import static io.vxplan.router.overlay.Decisions.B;
import static io.vxplan.router.overlay.Decisions.C;
import static io.vxplan.router.overlay.Decisions.D;
import static io.vxplan.router.overlay.Decisions.commands;
import static io.vxplan.router.overlay.Decisions.decide;
import static io.vxplan.router.overlay.Decisions.inTopology;
import static io.vxplan.router.overlay.Decisions.present;
import static io.vxplan.router.overlay.Decisions.problems;
import static io.vxplan.router.overlay.Decisions.stacks;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.topology.Flooding;
import io.vxplan.router.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who is let in, and who is not.
class AdmissionTest {
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

    /// Its device has another MAC address than the one that this host would derive: what is sent to
    /// it goes to the one that it announces.
    @Test
    void withoutFloodingAHostOfAnotherTopologyIsReachedByTheMacThatItAnnounces() {
        MacAddress mac = MacAddress.parse("02:00:00:00:00:0d");
        Stack d = Samples.stack(D);
        Stack told =
                new Stack(
                        d.id(),
                        d.vni(),
                        d.hostIp(),
                        d.endpoint(),
                        d.vxlanIp(),
                        d.networks(),
                        Optional.of(mac));
        List<Stack> stacks = List.of(Samples.stack(C), told);

        Decision decision =
                decide(
                        inTopology(Samples.routing(), new Flooding.Static()),
                        Samples.host(),
                        new Claims(stacks, List.of(), Set.of()));

        assertThat(decision.desired().all(Neighbour.class))
                .filteredOn(neighbour -> neighbour.address().equals(d.vxlanIp().orElseThrow()))
                .extracting(Neighbour::mac)
                .containsExactly(mac);
        assertThat(problems(decision))
                .isEqualTo(
                        """
                        warning: stack 'c' at 10.0.0.3 announces no MAC address, and with `flooding: static` nobody asks for it: it can't be reached unless it is a host of this topology; let it be served as a host of a topology, which announces it, or say `flooding: replicate`
                        """);
    }

    @Test
    void ofATopologyNothingOfRoutingYamlIsSaid() {
        Decision decision =
                decide(
                        inTopology(Samples.routing()),
                        Samples.host(),
                        present("g 10.0.0.7 - 172.27.0.0/16"));

        assertThat(problems(decision))
                .isEqualTo(
                        """
                        warning: stack 'g' at 10.0.0.7 has no address in the overlay: its networks are not routed; let its discovery announce its address in the overlay: its vxlan_ip, or its topology's
                        """);
    }
}

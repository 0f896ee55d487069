package io.vxplan.discovery.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTableTest {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(90));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OWN = "own 7 10.0.0.1 192.168.7.1 172.20.0.0/16";
    private static final String B = "b 7 10.0.0.2 192.168.7.2 172.21.0.0/16";

    private final PeerTable table = new PeerTable(PATIENCE, List.of(Stacks.parse(OWN)));

    private List<PeerEvent> hear(String stack) {
        return table.heard(Stacks.parse(stack), NOON);
    }

    private List<PeerEvent> wait(int seconds) {
        List<PeerEvent> events = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            events.addAll(table.tick(Duration.ofSeconds(1)));
        }
        return events;
    }

    private List<String> peers() {
        return table.peers().stream()
                .map(peer -> Stacks.text(peer.stack()) + " " + peer.status().word())
                .toList();
    }

    @Test
    void aLife() {
        Stack b = Stacks.parse(B);

        assertThat(hear(B)).containsExactly(new PeerEvent.Joined(b));
        assertThat(hear(B)).isEmpty();
        assertThat(wait(59)).isEmpty();
        assertThat(wait(1)).containsExactly(new PeerEvent.Suspect(b));
        assertThat(wait(29)).isEmpty();
        assertThat(wait(1)).containsExactly(new PeerEvent.Stale(b));
        assertThat(wait(29)).isEmpty();
        assertThat(peers()).containsExactly("b 7 10.0.0.2 stale");
        assertThat(wait(1)).containsExactly(new PeerEvent.Gone(b, false));
        assertThat(table.peers()).isEmpty();
        assertThat(hear(B)).containsExactly(new PeerEvent.Joined(b));
    }

    @Test
    void heardAgainItIsActive() {
        hear(B);
        wait(100);

        assertThat(table.heard(Stacks.parse(B), NOON.plusSeconds(100)))
                .containsExactly(new PeerEvent.Back(Stacks.parse(B)));
        assertThat(table.peers())
                .containsExactly(
                        new Peer(Stacks.parse(B), NOON.plusSeconds(100), Peer.Status.ACTIVE));
        assertThat(wait(59)).isEmpty();
    }

    @Test
    void goodbye() {
        Stack b = Stacks.parse(B);
        hear(B);

        assertThat(table.left(b.key(), IpAddress.parse("10.0.0.3"))).isEmpty();
        assertThat(table.left(new Stack.Key(new Vni(8), "b"), b.hostIp())).isEmpty();
        assertThat(table.left(b.key(), b.hostIp())).containsExactly(new PeerEvent.Gone(b, true));
        assertThat(table.left(b.key(), b.hostIp())).isEmpty();
        assertThat(table.peers()).isEmpty();
        assertThat(hear("c 7 10.0.0.3 192.168.7.2 172.21.0.0/16")).hasSize(1);
    }

    @Test
    void whatItSaysOfItselfChanges() {
        hear(B);
        String other = "b 7 10.0.0.2 192.168.7.22 172.22.0.0/16";

        assertThat(hear(other))
                .containsExactly(new PeerEvent.Changed(Stacks.parse(B), Stacks.parse(other)));
        // What it had is free.
        assertThat(hear("c 7 10.0.0.3 192.168.7.2 172.21.0.0/16"))
                .hasOnlyElementsOfType(PeerEvent.Joined.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    c 8 10.0.0.3 - -                            | VNI 8 is not served here
                    own 7 10.0.0.3 - -                          | the id is that of this host's own stack
                    b 7 10.0.0.3 192.168.7.2 172.21.0.0/16      | the id belongs to the stack at 10.0.0.2
                    c 7 10.0.0.3 192.168.7.2 -                  | vxlan_ip 192.168.7.2 belongs to b
                    c 7 10.0.0.3 192.168.7.1 -                  | vxlan_ip 192.168.7.1 belongs to own
                    b 7 10.0.0.2 192.168.7.1 -                  | vxlan_ip 192.168.7.1 belongs to own
                    c 7 10.0.0.3 - 172.21.0.0/16                | network 172.21.0.0/16 overlaps 172.21.0.0/16, which belongs to b
                    c 7 10.0.0.3 - 172.21.9.0/24                | network 172.21.9.0/24 overlaps 172.21.0.0/16, which belongs to b
                    c 7 10.0.0.3 - 172.16.0.0/12                | network 172.16.0.0/12 overlaps 172.20.0.0/16, which belongs to own
                    c 7 10.0.0.3 - 172.30.0.0/16,172.20.0.0/24  | network 172.20.0.0/24 overlaps 172.20.0.0/16, which belongs to own
                    c 7 10.0.0.3 - 10.0.0.0/24                  | network 10.0.0.0/24 holds 10.0.0.3, where a tunnel ends
                    c 7 10.9.0.3 - 10.0.0.0/24                  | network 10.0.0.0/24 holds 10.0.0.1, where a tunnel ends
                    c 7 0.0.0.0 - -                             | 0.0.0.0 is no address of another host
                    c 7 127.0.0.1 - -                           | 127.0.0.1 is no address of another host
                    c 7 239.1.1.1 - -                           | 239.1.1.1 is no address of another host
                    c 7 10.0.0.3 ff02::1 -                      | ff02::1 is no address of another host
                    c 7 10.0.0.3 fe80::1 -                      | fe80::1 is no address of another host
                    c 7 169.254.0.3 - -                         | 169.254.0.3 is no address of another host
                    """)
    void refused(String claim, String why) {
        hear(B);
        Stack stack = Stacks.parse(claim);

        assertThat(hear(claim))
                .containsExactly(
                        new PeerEvent.Refused(stack.hostIp().toString(), Optional.of(stack), why));
        assertThat(hear(claim)).isEmpty();
        assertThat(peers()).containsExactly("b 7 10.0.0.2 active");
        assertThat(table.refusedCount()).isEqualTo(2);
    }

    @Test
    void overlaysAreApart() {
        PeerTable two =
                new PeerTable(
                        PATIENCE, List.of(Stacks.parse(OWN), Stacks.parse("own 8 10.0.0.1 - -")));
        two.heard(Stacks.parse("b 8 10.0.0.2 192.168.7.2 172.21.0.0/16"), NOON);

        assertThat(two.heard(Stacks.parse(B), NOON)).hasOnlyElementsOfType(PeerEvent.Joined.class);
        assertThat(two.peers())
                .extracting(peer -> Stacks.text(peer.stack()))
                .containsExactly("b 7 10.0.0.2", "b 8 10.0.0.2");
    }

    @Test
    void whatThisHostSaysIsNoNews() {
        assertThat(hear(OWN)).isEmpty();

        table.moved(IpAddress.parse("10.0.0.9"));

        assertThat(hear(OWN.replace("10.0.0.1", "10.0.0.9"))).isEmpty();
        assertThat(hear(OWN)).hasOnlyElementsOfType(PeerEvent.Refused.class);
    }

    @Test
    void anotherHostTakesOverOnceTheFirstIsSilent() {
        String moved = B.replace("10.0.0.2", "10.0.0.3");
        hear(B);
        wait(59);
        assertThat(hear(moved)).hasOnlyElementsOfType(PeerEvent.Refused.class);
        wait(1);

        assertThat(hear(moved))
                .containsExactly(
                        new PeerEvent.Changed(Stacks.parse(B), Stacks.parse(moved)),
                        new PeerEvent.Back(Stacks.parse(moved)));
        assertThat(peers()).containsExactly("b 7 10.0.0.3 active");
    }

    /// However long it lasts.
    @Test
    void whoCantHearGivesNobodyUp() {
        hear(B);
        hear("c 7 10.0.0.3 - -");
        wait(50);
        hear("c 7 10.0.0.3 - -");
        wait(55);
        assertThat(peers()).containsExactly("b 7 10.0.0.2 stale", "c 7 10.0.0.3 active");

        table.deaf();

        // Nobody is back by that alone, and everybody has the whole time.
        assertThat(wait(30)).isEmpty();
        assertThat(hear(B)).containsExactly(new PeerEvent.Back(Stacks.parse(B)));
        assertThat(wait(59)).hasOnlyElementsOfType(PeerEvent.Suspect.class).hasSize(1);
        assertThat(wait(30)).hasSize(2);
        assertThat(peers()).containsExactly("b 7 10.0.0.2 suspect", "c 7 10.0.0.3 stale");
        assertThat(wait(1))
                .containsExactly(
                        new PeerEvent.Stale(Stacks.parse(B)),
                        new PeerEvent.Gone(Stacks.parse("c 7 10.0.0.3 - -"), false));
    }

    @Test
    void aRefusalThatEndedIsToldWhenItBeginsAnew() {
        String thief = "c 7 10.0.0.3 192.168.7.2 -";
        hear(B);
        hear(thief);
        for (int i = 0; i < 20; i++) {
            wait(30);
            hear(B);
            assertThat(hear(thief)).isEmpty();
        }
        for (int i = 0; i < 5; i++) {
            wait(30);
            hear(B);
        }

        assertThat(hear(thief)).hasSize(1);
    }

    @Test
    void peersOfTheRunBefore() {
        List<Peer> before =
                Stream.of(
                                B,
                                "c 7 10.0.0.3 192.168.7.2 -",
                                "b 7 10.0.0.4 - -",
                                "own 7 10.0.0.3 - -",
                                "d 8 10.0.0.3 - -")
                        .map(text -> new Peer(Stacks.parse(text), NOON, Peer.Status.ACTIVE))
                        .toList();

        table.restore(before);

        assertThat(peers()).containsExactly("b 7 10.0.0.2 suspect");
        assertThat(hear("e 7 10.0.0.5 192.168.7.2 -"))
                .hasOnlyElementsOfType(PeerEvent.Refused.class);
        assertThat(wait(30)).containsExactly(new PeerEvent.Stale(Stacks.parse(B)));
        assertThat(hear(B)).containsExactly(new PeerEvent.Back(Stacks.parse(B)));
        assertThat(wait(59)).isEmpty();
    }

    @Test
    void aStopIsNoSilenceOfOthers() {
        hear(B);

        assertThat(table.tick(Duration.ofHours(5))).isEmpty();
        assertThat(peers()).containsExactly("b 7 10.0.0.2 active");
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i < PeerTable.MAX_PEERS; i++) {
            assertThat(table.heard(numbered(i), NOON)).hasSize(1);
        }

        assertThat(table.heard(numbered(PeerTable.MAX_PEERS), NOON))
                .hasOnlyElementsOfType(PeerEvent.Refused.class);
        assertThat(table.heard(numbered(0), NOON)).isEmpty();
        assertThat(table.peers()).hasSize(PeerTable.MAX_PEERS);
    }

    private static Stack numbered(int i) {
        return Stacks.parse("s%d 7 %s - -".formatted(i, IpAddress.parse("10.1.0.0").plus(i)));
    }

    @Test
    void manyNetworks() {
        List<Prefix> networks =
                IntStream.rangeClosed(0, PeerTable.MAX_NETWORKS)
                        .mapToObj(i -> Prefix.parse("172.21." + i + ".0/24"))
                        .toList();
        Stack c = Stacks.parse("c 7 10.0.0.3 - -");
        Stack many =
                new Stack(
                        c.id(), c.vni(), c.hostIp(), c.endpoint(), c.vxlanIp(), networks, c.mac());

        assertThat(table.heard(many, NOON))
                .containsExactly(
                        new PeerEvent.Refused(
                                "10.0.0.3", Optional.of(many), "it has more than 64 networks"));
    }

    @Test
    void aFloodOfRefusalsIsCounted() {
        List<PeerEvent> told = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            told.addAll(table.refused("10.0.0." + i, "no JSON"));
        }

        assertThat(told).hasSize(Refusals.MAX + 1);
        assertThat(told.getLast())
                .isEqualTo(
                        new PeerEvent.Refused(
                                "10.0.0.1000",
                                Optional.empty(),
                                "more than 1,000 are refused now: the others are only counted"));
        assertThat(table.refusedCount()).isEqualTo(5_000);
        wait(121);
        assertThat(table.refused("10.0.0.1", "no JSON")).hasSize(1);
    }
}

package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who is believed about what: strangers, replays, hearsay.
class BeliefTest {
    private final Wire wire = new Wire();

    private Wire.Party join(String id, int host, Optional<Secret> key) {
        return wire.join(Stacks.stack(id, "10.0.0." + host), key);
    }

    @Test
    void aStrangerSpeaksForItsOwnAddressOnly() {
        Wire.Party a = join("a", 1, Optional.empty());
        wire.pass(2_000);
        byte[] hello = wire.said.getLast().datagram();
        Wire.Party b = join("b", 2, Optional.empty());

        b.hear(hello, IpAddress.parse("10.0.0.66"));

        assertThat(b.knows).isEmpty();
        assertThat(b.news)
                .containsExactly(
                        new News.Refused(
                                IpAddress.parse("10.0.0.66"),
                                "at-a says that a (VNI 1000) is at 10.0.0.1, with the endpoint"
                                        + " 10.0.0.1:4789: without a shared key, a host is believed"
                                        + " about its own address only"));
        b.hear(hello, a.stack.hostIp());
        assertThat(b.knows).containsExactly("a");
    }

    @Test
    void withAKeyNobodyElseIsHeard() {
        join("a", 1, Optional.empty());
        join("b", 2, Optional.of(new Secret("another key, as long")));
        Wire.Party c = join("c", 3, Optional.of(Stacks.KEY));
        wire.pass(2_000);

        assertThat(c.knows).isEmpty();
        assertThat(c.news)
                .contains(
                        new News.Refused(
                                IpAddress.parse("10.0.0.1"),
                                "not authenticated, and a shared key is set here"),
                        new News.Refused(
                                IpAddress.parse("10.0.0.2"),
                                "not authenticated: not made with the shared key set here"));
    }

    @Test
    void everyBitIsAuthenticated() {
        join("a", 1, Optional.of(Stacks.KEY));
        Wire.Party b = join("b", 2, Optional.of(Stacks.KEY));
        wire.pass(2_000);
        b.knows.clear();
        byte[] hello = wire.said.getLast().datagram();
        long refused = b.count(Count.REFUSED);

        for (int bit = 0; bit < hello.length * 8; bit++) {
            byte[] forged = hello.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            b.hear(forged, IpAddress.parse("10.0.0.1"));
        }

        assertThat(b.count(Count.REFUSED) - refused).isEqualTo(hello.length * 8L);
        assertThat(b.knows).isEmpty();
    }

    @Test
    void aReplayIsNotHeardAndOneAfterARestartNeither() {
        Wire.Party a = join("a", 1, Optional.of(Stacks.KEY));
        Wire.Party b = join("b", 2, Optional.of(Stacks.KEY));
        wire.pass(5_000);
        assertThat(b.knows).containsExactly("a");
        wire.transmit(a, a.conversation.farewell(wire.now()));
        a.die();
        assertThat(b.knows).isEmpty();
        List<Wire.Said> recorded = new ArrayList<>(wire.said);
        b.news.clear();

        replay(recorded, b);
        assertThat(b.news).isEmpty();
        wire.pass(3_600_000);
        replay(recorded, b);
        assertThat(b.news).isEmpty();

        Wire.Party restarted = join("b", 2, Optional.of(Stacks.KEY));
        replay(recorded, restarted);
        wire.pass(5_000);
        replay(wire.said, restarted);

        assertThat(restarted.news).isEmpty();
        assertThat(restarted.count(Count.UNPROVEN)).isPositive();
    }

    private static void replay(List<Wire.Said> recorded, Wire.Party to) {
        List.copyOf(recorded).forEach(said -> to.hear(said.datagram(), said.by().stack.hostIp()));
    }

    /// What the listener could not hear, and somebody kept.
    @Test
    void whatWasHeldBackIsWorthlessAfterSomeMinutes() {
        Wire.Party a = join("a", 1, Optional.of(Stacks.KEY));
        Wire.Party b = join("b", 2, Optional.of(Stacks.KEY));
        wire.pass(5_000);
        wire.lose((from, to) -> true);
        int heard = wire.said.size();
        for (int i = 0; i < 20; i++) {
            a.announce();
            wire.pass(30_000);
        }
        a.die();
        b.news.clear();
        b.hear(wire.said.get(heard).datagram(), a.stack.hostIp());
        replay(wire.said, b);

        assertThat(b.news).isEmpty();
    }

    @Test
    void whoIsBackAfterAnHourIsBelievedAgain() {
        Wire.Party a = join("a", 1, Optional.of(Stacks.KEY));
        Wire.Party b = join("b", 2, Optional.of(Stacks.KEY));
        wire.pass(5_000);
        wire.pass(3_600_000);
        b.knows.clear();

        a.announce();
        wire.pass(500);

        assertThat(b.knows).containsExactly("a");
    }

    @Test
    void hearsayIsForThoseWhoHaveTheKey() {
        for (Optional<Secret> key : ConversationTest.keys().toList()) {
            Wire here = new Wire();
            Wire.Party a = here.join(Stacks.stack("a", "10.0.0.1"), key);
            Wire.Party b = here.join(Stacks.stack("b", "10.0.0.2"), key);
            Wire.Party c = here.join(Stacks.stack("c", "10.0.0.3"), key);
            here.lose((from, to) -> from == a && to == c);
            here.pass(2_000);
            assertThat(c.knows).containsExactly("b");

            b.announce();
            here.pass(2_000);

            assertThat(c.knows.contains("a")).isEqualTo(key.isPresent());
            assertThat(c.count(Count.HEARSAY_IGNORED)).isEqualTo(key.isPresent() ? 0 : 3);
        }
    }

    @Test
    void hearsayKeepsNobodyAlive() {
        Optional<Secret> key = Optional.of(Stacks.KEY);
        Wire.Party a = join("a", 1, key);
        Wire.Party b = join("b", 2, key);
        Wire.Party c = join("c", 3, key);
        wire.pass(2_000);
        a.die();
        b.knows.clear();
        c.knows.clear();

        for (int i = 0; i < 20; i++) {
            wire.pass(30_000);
            b.announce();
            c.announce();
        }

        assertThat(wire.said).anyMatch(said -> said.text().contains("TABLE_SYNC"));
        assertThat(b.knows).containsExactly("c");
        assertThat(c.knows).containsExactly("b");
    }
}

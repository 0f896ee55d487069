package io.vxplan.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.dns.DnsSettings.HostPort;
import io.vxplan.discovery.state.Stacks;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Against a server that wants us no good.
class HostileServerTest {
    private static final ServiceNames NAMES = ServiceNames.of("example.test");
    private static final Announcement PEER =
            new Announcement(Stacks.full("b", 1, "10.0.0.2"), Optional.empty());
    private static final Entry ENTRY = Entry.of(NAMES, PEER, Duration.ofSeconds(60));

    private final Heard heard = new Heard();
    private HostileServer server;
    private DnsDiscovery discovery;

    @BeforeEach
    void start() throws IOException {
        server = new HostileServer(HostileServerTest::honest);
        discovery = discovery(Optional.empty());
    }

    private DnsDiscovery discovery(Optional<DnsSettings.Key> key) {
        DnsSettings settings =
                new DnsSettings(
                        "example.test",
                        Optional.of(new HostPort("127.0.0.1", server.port())),
                        Duration.ofSeconds(60),
                        Duration.ofHours(1),
                        key);
        return new DnsDiscovery(settings, heard, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        discovery.close();
        server.close();
    }

    private static Message answer(byte[] question) throws IOException {
        Message answer = new Message(question);
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.removeAllRecords(Section.ADDITIONAL);
        if (answer.getHeader().getOpcode() == Opcode.UPDATE) {
            answer.removeAllRecords(Section.PREREQ);
            answer.removeAllRecords(Section.UPDATE);
            return answer;
        }
        Record asked = answer.getQuestion();
        Name zone = NAMES.domain();
        if (asked.getType() == Type.SOA) {
            answer.addRecord(
                    new SOARecord(zone, DClass.IN, 60, zone, zone, 1, 1, 1, 1, 1), Section.ANSWER);
        }
        for (List<Record> records : List.of(ENTRY.listed(), ENTRY.own())) {
            records.stream()
                    .filter(it -> it.getName().equals(asked.getName()))
                    .filter(it -> it.getType() == asked.getType())
                    .forEach(it -> answer.addRecord(it, Section.ANSWER));
        }
        return answer;
    }

    private static byte[] honest(byte[] question) {
        try {
            return answer(question).toWire();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void announce(String id) throws IOException {
        discovery.announce(List.of(Stacks.full(id, 1, "10.0.0.1")));
    }

    @Test
    void oneThatAnswersRightIsBelieved() throws IOException {
        announce("a");
        assertThat(heard.heard()).containsExactly(PEER.stack());
    }

    /// Bits of honest answers are turned, ends cut off, rubbish put after them.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noBytesBreakIt(long seed) throws IOException {
        announce("a");
        Random random = new Random(seed);
        server.answer(question -> garble(honest(question), random));
        for (int i = 0; i < 60; i++) {
            try {
                announce("a" + i);
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .as("seed %d, announcement %d", seed, i)
                        .containsAnyOf("DNS", "can't be registered", "records of")
                        .doesNotContain("discovery by DNS failed");
            }
        }
        server.answer(HostileServerTest::honest);
        announce("z");
        assertThat(heard.heard().getLast()).isEqualTo(PEER.stack());
    }

    /// The id stays: an answer to another question is not even looked at, and would be waited for.
    private static byte[] garble(byte[] answer, Random random) {
        byte[] garbled =
                Arrays.copyOf(
                        answer,
                        random.nextInt(4) == 0
                                ? 12 + random.nextInt(answer.length)
                                : answer.length);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = 2 + random.nextInt(garbled.length - 2);
            garbled[at] ^= (byte) (1 << random.nextInt(8));
        }
        garbled[2] &= (byte) ~2; // else every other one is asked again by TCP
        return garbled;
    }

    @Test
    void thousandsOfNamesAreReadAndTheyAreRefused() throws IOException {
        server.answer(question -> {
            try {
                Message answer = answer(question);
                Record asked = answer.getQuestion();
                if (asked.getType() == Type.PTR) {
                    for (int i = 0; i < 2_000; i++) {
                        Name name = ServiceNames.name("n" + i + "." + NAMES.service());
                        answer.addRecord(
                                new PTRRecord(NAMES.service(), DClass.IN, 60, name),
                                Section.ANSWER);
                    }
                    // Too large for the first datagram: this one is by TCP.
                    return answer.toWire(65_535);
                }
                return answer.toWire();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        announce("a");
        assertThat(heard.heard()).containsExactly(PEER.stack());
        assertThat(heard.refused()).hasSize(2_000);
        announce("c");
        assertThat(heard.refused()).hasSize(2_000);
    }

    @Test
    void anAnswerFromMemoryIsNotBelieved() throws IOException {
        announce("a");
        heard.forget();
        server.answer(question -> {
            byte[] answer = honest(question);
            answer[2] &= (byte) ~4; // AA
            return answer;
        });
        assertThatThrownBy(() -> announce("c")).hasMessageContaining("DNS_SERVER be the primary");
        assertThat(heard.left()).isEmpty();
    }

    @Test
    void withAKeyAnUnsignedAnswerIsNotBelieved() {
        try (DnsDiscovery signed = discovery(Optional.of(Bind.KEY))) {
            assertThatThrownBy(() -> signed.announce(List.of(Stacks.full("a", 1, "10.0.0.1"))))
                    .hasMessageEndingWith("is not signed with the key stacks, and not believed");
        }
        assertThat(heard.heard()).isEmpty();
    }

    @Test
    void silenceEndsSoonAndChangesNothing() throws IOException {
        announce("a");
        heard.forget();
        server.close();
        assertThatThrownBy(() -> announce("c")).hasMessageContaining("does not answer");
        assertThat(heard.heard()).isEmpty();
        assertThat(heard.left()).isEmpty();
    }
}

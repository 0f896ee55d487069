package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConversationTest {
    private final Wire wire = new Wire();

    static Stream<Optional<Secret>> keys() {
        return Stream.of(Optional.empty(), Optional.of(Stacks.KEY));
    }

    private Wire.Party join(String id, int host, Optional<Secret> key) {
        return wire.join(Stacks.stack(id, "10.0.0." + host), key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void whoJoinsKnowsAllAndIsKnownByAllWithinASecond(Optional<Secret> key) {
        Wire.Party a = join("a", 1, key);
        Wire.Party b = join("b", 2, key);
        wire.pass(10_000);

        Wire.Party c = join("c", 3, key);
        wire.pass(500);

        assertThat(a.knows).containsExactlyInAnyOrder("b", "c");
        assertThat(b.knows).containsExactlyInAnyOrder("a", "c");
        assertThat(c.knows).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aRestartAsksTheOthersWhoSawNothingNew(Optional<Secret> key) {
        Wire.Party a = join("a", 1, key);
        join("b", 2, key);
        wire.pass(5_000);

        Wire.Party b = join("b", 2, key);
        wire.pass(500);

        assertThat(b.knows).containsExactly("a");
        assertThat(a.knows).containsExactly("b");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void halfOfAllIsLost(Optional<Secret> key) {
        wire.lose((from, to) -> wire.random().nextInt(2) == 0);
        List<Wire.Party> all = IntStream.range(1, 6).mapToObj(i -> join("s" + i, i, key)).toList();
        for (int i = 0; i < 4; i++) {
            wire.pass(30_000);
            all.forEach(Wire.Party::announce);
        }

        assertThat(all).allMatch(party -> party.knows.size() == 4);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aCrowdThatComesAtOnce(Optional<Secret> key) {
        List<Wire.Party> all = IntStream.range(1, 61).mapToObj(i -> join("s" + i, i, key)).toList();

        wire.pass(3_000);

        assertThat(all).allMatch(party -> party.knows.size() == 59);
        assertThat(wire.said.size()).isLessThan(60 * 25);
        wire.pass(10_000);
        int said = wire.said.size();
        wire.pass(10_000);
        assertThat(wire.said).as("nothing goes on for ever").hasSize(said);
        assertThat(wire.said).allMatch(s -> s.datagram().length <= Conversation.MAX_SENT);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void goodbyes(Optional<Secret> key) {
        Wire.Party a = join("a", 1, key);
        Wire.Party b = join("b", 2, key);
        wire.pass(5_000);

        wire.transmit(a, a.conversation.farewell(wire.now()));
        a.die();

        assertThat(b.knows).isEmpty();
        assertThat(b.news).contains(new News.Left(a.stack.key(), a.stack.hostIp()));
    }

    @Test
    void anotherAddressLeavesTheOldOne() throws IOException {
        Wire.Party a = join("a", 1, Optional.of(Stacks.KEY));
        Wire.Party b = join("b", 2, Optional.of(Stacks.KEY));
        wire.pass(5_000);
        b.news.clear();
        Stack moved = Stacks.stack("a", "10.0.0.9");

        a.conversation.announce(List.of(moved), wire.now());
        wire.pass(0);

        assertThat(b.news)
                .containsExactly(
                        new News.Left(a.stack.key(), a.stack.hostIp()), new News.Heard(moved));
        wire.pass(2_000);
        assertThat(wire.said.stream().filter(said -> said.text().contains("leaving"))).hasSize(3);
    }

    @Test
    void oneTellsTheTableForAll() {
        List<Wire.Party> all =
                IntStream.range(1, 6)
                        .mapToObj(i -> join("s" + i, i, Optional.of(Stacks.KEY)))
                        .toList();
        wire.pass(5_000);
        for (int i = 0; i < 10; i++) {
            for (Wire.Party party : all) {
                party.announce();
                wire.pass(1_000);
            }
        }

        assertThat(wire.said.stream().filter(said -> said.text().contains("TABLE_SYNC")))
                .hasSize(10);
    }

    @Test
    void whoIsFloodedDoesNotFlood() {
        Wire.Party a = join("a", 1, Optional.empty());
        wire.pass(2_000);
        wire.said.clear();
        a.news.clear();

        for (int i = 0; i < 5_000; i++) {
            Stack stack = Stacks.stack("s" + i, "10.0.0.2");
            String hello =
                    MessageJson.hello(new Message.Hello("x", stack, Message.Purpose.ASK))
                            .toString();
            a.hear(hello.getBytes(StandardCharsets.UTF_8), stack.hostIp());
            a.hear(new byte[100], stack.hostIp());
            wire.pass(1);
        }

        assertThat(wire.said).hasSizeBetween(5, 50);
        assertThat(a.news.stream().filter(News.Refused.class::isInstance)).hasSizeLessThan(30);
        assertThat(a.news)
                .filteredOn(News.Refused.class::isInstance)
                .extracting(Object::toString)
                .anyMatch(text -> text.contains("(995 more were not believed before)"));
    }

    @Test
    void whatDoesNotFitIsSaid() {
        Stack stack =
                new Stack(
                        "large",
                        Stacks.stack("a", "10.0.0.1").vni(),
                        IpAddress.parse("10.0.0.1"),
                        Stack.Endpoint.parse("10.0.0.1:4789"),
                        Optional.empty(),
                        IntStream.range(0, 1_000)
                                .mapToObj(i ->
                                        Prefix.parse("10." + i / 250 + "." + i % 250 + ".0/24"))
                                .toList(),
                        Optional.empty());
        Wire.Party a = join("a", 1, Optional.empty());

        assertThatThrownBy(() -> a.conversation.announce(List.of(stack), wire.now()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "large \\(VNI 1000\\) has 1,000 networks, too many to tell by multicast: its"
                                + " HELLO would have 1\\d,\\d{3} bytes, and 7,680 is the most");
    }

    @Test
    void tooLargeIsRefused() {
        Wire.Party a = join("a", 1, Optional.empty());

        a.hear(new byte[65_508], IpAddress.parse("10.0.0.2"));

        assertThat(a.news)
                .containsExactly(
                        new News.Refused(
                                IpAddress.parse("10.0.0.2"),
                                "65,508 bytes, and 65,507 is the most"));
    }
}

package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcquaintancesTest {
    private final Acquaintances acquaintances = new Acquaintances(Stacks.INTERVAL);
    private final long interval = Stacks.INTERVAL.toNanos();

    @Test
    void whoIsNew() {
        Stack a = Stacks.stack("a", "10.0.0.1");

        assertThat(acquaintances.hear(a, 0)).isTrue();
        assertThat(acquaintances.hear(a, 5 * interval)).isFalse();
        assertThat(acquaintances.hear(Stacks.stack("a", "10.0.0.2"), 5 * interval)).isTrue();
        assertThat(acquaintances.hear(a, 15 * interval)).as("after a long time").isTrue();
        acquaintances.leave(a, 15 * interval);
        assertThat(acquaintances.hear(a, 15 * interval)).as("after a goodbye").isTrue();
    }

    @Test
    void whoIsThere() {
        Stack a = Stacks.stack("a", "10.0.0.1");
        Stack b = Stacks.stack("b", "10.0.0.2");
        acquaintances.hear(a, 0);
        acquaintances.hear(b, interval);

        assertThat(acquaintances.present(interval)).containsExactly(a, b);
        assertThat(acquaintances.present(2 * interval)).containsExactly(b);
        acquaintances.leave(b, 2 * interval);
        assertThat(acquaintances.present(2 * interval)).isEmpty();
    }

    @Test
    void ofWhomOthersMaySpeak() {
        Stack a = Stacks.stack("a", "10.0.0.1");
        Stack left = Stacks.stack("left", "10.0.0.2");
        Stack stranger = Stacks.stack("stranger", "10.0.0.3");
        List<Stack> all = List.of(a, left, stranger);
        acquaintances.hear(a, 0);
        acquaintances.leave(left, 0);

        assertThat(acquaintances.strangers(all, interval)).containsExactly(stranger);
        assertThat(acquaintances.strangers(all, 10 * interval)).isEqualTo(all);
    }

    /// Memory is bounded, by stacks and by networks.
    @Test
    void aCrowdOfStrangers() {
        for (int i = 0; i < 20_000; i++) {
            acquaintances.hear(Stacks.stack("s" + i, "10.0.0.1"), i);
        }
        assertThat(acquaintances.size()).isBetween(5_000, 10_000);
        assertThat(acquaintances.present(20_000).getLast().id()).isEqualTo("s19999");
        List<Prefix> networks =
                IntStream.range(0, 4_000)
                        .mapToObj(i -> Prefix.parse("10." + i / 250 + "." + i % 250 + ".0/24"))
                        .toList();
        for (int i = 0; i < 100; i++) {
            acquaintances.hear(
                    new Stack(
                            "large" + i,
                            Stacks.stack("a", "10.0.0.1").vni(),
                            IpAddress.parse("10.0.0.1"),
                            Stack.Endpoint.parse("10.0.0.1:4789"),
                            Optional.empty(),
                            networks,
                            Optional.empty()),
                    20_000);
        }

        assertThat(acquaintances.size()).isBetween(5, 20);
    }
}

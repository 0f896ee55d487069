package io.vxplan.discovery.multicast;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who was heard by its own word. What others say of it counts for nothing then, else those who
/// repeat each other would keep alive who is long gone.
final class Acquaintances {
    /// Above this, who said nothing for longest is forgotten: a stranger may be many stacks, of as
    /// many networks as a datagram holds.
    private static final int MAX_WEIGHT = 50_000;

    private final long interval;
    private final Map<Claim, Heard> heard = new LinkedHashMap<>();
    private int weight;

    /// Two may claim one stack from two hosts; who is right is decided elsewhere.
    private record Claim(Stack.Key key, IpAddress host) {}

    private record Heard(Stack stack, long at, boolean left) {
        int weight() {
            return 5 + stack.networks().size();
        }
    }

    /// @param interval in which each says something
    Acquaintances(Duration interval) {
        this.interval = interval.toNanos();
    }

    /// Takes what a stack says of itself.
    ///
    /// @return whether it is new here, or back
    boolean hear(Stack stack, long now) {
        return put(new Heard(stack, now, false))
                .filter(before -> !before.left() && remembered(before, now))
                .isEmpty();
    }

    /// Takes a goodbye.
    void leave(Stack stack, long now) {
        put(new Heard(stack, now, true));
    }

    private Optional<Heard> put(Heard entry) {
        Claim claim = new Claim(entry.stack().key(), entry.stack().hostIp());
        Optional<Heard> before = remove(claim);
        heard.put(claim, entry);
        weight += entry.weight();
        while (weight > MAX_WEIGHT) {
            remove(heard.keySet().iterator().next());
        }
        return before;
    }

    private Optional<Heard> remove(Claim claim) {
        Optional<Heard> before = Optional.ofNullable(heard.remove(claim));
        before.ifPresent(entry -> weight -= entry.weight());
        return before;
    }

    /// How many are remembered.
    int size() {
        return heard.size();
    }

    private boolean remembered(Heard entry, long now) {
        return now - entry.at() < 10 * interval;
    }

    /// Those of the stacks that said nothing themselves for long.
    List<Stack> strangers(List<Stack> stacks, long now) {
        Set<Stack.Key> known =
                heard.values().stream()
                        .filter(entry -> remembered(entry, now))
                        .map(entry -> entry.stack().key())
                        .collect(Collectors.toSet());
        return stacks.stream().filter(stack -> !known.contains(stack.key())).toList();
    }

    /// Who is there: heard lately.
    List<Stack> present(long now) {
        return heard.values().stream()
                .filter(entry -> !entry.left() && now - entry.at() < interval + interval / 2)
                .map(Heard::stack)
                .toList();
    }
}

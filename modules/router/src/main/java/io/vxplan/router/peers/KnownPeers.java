package io.vxplan.router.peers;

import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Vni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The peers of one overlay: those that stand in `discovery.json`, and those that stood there until
/// a moment ago. Discovery that is restarted, or a peer that flaps, must not interrupt what works.
///
/// Times are of a monotonic clock, so that one that jumps loses nobody.
///
/// @param lastUpdate of the first file that was read
/// @param rewritten whether another was read since
/// @param since when the first one was read
public record KnownPeers(
        List<Stack> present,
        List<Leaving> leaving,
        Optional<Instant> lastUpdate,
        boolean rewritten,
        Duration since) {
    public static final KnownPeers NONE =
            new KnownPeers(List.of(), List.of(), Optional.empty(), false, Duration.ZERO);

    public KnownPeers {
        present = List.copyOf(present);
        leaving = List.copyOf(leaving);
    }

    /// @param until when it stays
    public record Leaving(Stack stack, Duration until) {}

    /// After a `discovery.json` was read.
    public KnownPeers read(DiscoveryState state, Vni vni, Duration now, Duration holdDown) {
        List<Stack> stacks =
                state.peers().stream()
                        .map(Peer::stack)
                        .filter(stack -> stack.vni().equals(vni))
                        .toList();
        Set<Stack.Key> there = stacks.stream().map(Stack::key).collect(Collectors.toSet());
        List<Leaving> gone = new ArrayList<>();
        leaving.stream().filter(each -> !there.contains(each.stack().key())).forEach(gone::add);
        present.stream()
                .filter(stack -> !there.contains(stack.key()))
                .forEach(stack -> gone.add(new Leaving(stack, now.plus(holdDown))));
        return new KnownPeers(
                stacks,
                gone,
                lastUpdate.or(() -> Optional.of(state.lastUpdate())),
                rewritten
                        || lastUpdate
                                .filter(first -> !first.equals(state.lastUpdate()))
                                .isPresent(),
                lastUpdate.isPresent() ? since : now);
    }

    /// Without those whose time is over.
    public KnownPeers at(Duration now) {
        List<Leaving> still =
                leaving.stream().filter(each -> each.until().compareTo(now) > 0).toList();
        return new KnownPeers(present, still, lastUpdate, rewritten, since);
    }

    /// When the next one leaves.
    public Optional<Duration> nextLeave() {
        return leaving.stream().map(Leaving::until).min(Duration::compareTo);
    }

    /// Whether discovery has written since the router started, and has had the time to find
    /// everybody: who is not among the peers now is not there.
    public boolean isSettled(Duration now, Duration afterwards) {
        return rewritten && now.compareTo(since.plus(afterwards)) >= 0;
    }
}

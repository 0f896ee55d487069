package io.vxplan.router.peers;

import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.Vni;
import io.vxplan.router.overlay.Claims;
import io.vxplan.router.routing.RouterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /// After a `discovery.json` was read. Right after the start one without any peer, or one that
    /// is older than the first, is that of a discovery that has not found them again yet.
    public KnownPeers read(DiscoveryState state, Vni vni, Duration now, RouterSettings settings) {
        List<Stack> stacks =
                state.peers().stream()
                        .map(Peer::stack)
                        .filter(stack -> stack.vni().equals(vni))
                        .toList();
        boolean old = lastUpdate.filter(state.lastUpdate()::isBefore).isPresent();
        if (isKnown() && !isSettled(now, settings) && (stacks.isEmpty() || old)) {
            return new KnownPeers(present, leaving, lastUpdate, isRewritten(state), since);
        }
        Set<Stack.Key> there = stacks.stream().map(Stack::key).collect(Collectors.toSet());
        List<Leaving> gone = new ArrayList<>();
        leaving.stream().filter(each -> !there.contains(each.stack().key())).forEach(gone::add);
        present.stream()
                .filter(stack -> !there.contains(stack.key()))
                .forEach(stack -> gone.add(new Leaving(stack, now.plus(settings.holdDown()))));
        return new KnownPeers(
                stacks,
                gone,
                lastUpdate.or(() -> Optional.of(state.lastUpdate())),
                isRewritten(state),
                lastUpdate.isPresent() ? since : now);
    }

    private boolean isRewritten(DiscoveryState state) {
        return rewritten
                || lastUpdate.filter(first -> !first.equals(state.lastUpdate())).isPresent();
    }

    /// Without those whose time is over.
    public KnownPeers at(Duration now) {
        List<Leaving> still =
                leaving.stream().filter(each -> each.until().compareTo(now) > 0).toList();
        return new KnownPeers(present, still, lastUpdate, rewritten, since);
    }

    /// Those who are there, and those who still stay.
    public List<Stack> all() {
        return Stream.concat(present.stream(), leaving.stream().map(Leaving::stack)).toList();
    }

    /// What they claim.
    ///
    /// @param before those that were let in the last time
    public Claims claims(Set<Stack> before) {
        return new Claims(present, leaving.stream().map(Leaving::stack).toList(), before);
    }

    /// Whether any `discovery.json` has been read.
    public boolean isKnown() {
        return lastUpdate.isPresent();
    }

    /// When the next one leaves.
    public Optional<Duration> nextLeave() {
        return leaving.stream().map(Leaving::until).min(Duration::compareTo);
    }

    /// Whether discovery has written since the router started, and has had the time to find
    /// everybody: who is not among the peers now is not there.
    public boolean isSettled(Duration now, RouterSettings settings) {
        return rewritten && now.compareTo(since.plus(settings.refresh())) >= 0;
    }
}

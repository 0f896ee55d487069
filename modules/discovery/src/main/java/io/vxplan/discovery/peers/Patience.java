package io.vxplan.discovery.peers;

import io.vxplan.discovery.state.Peer.Status;
import java.time.Duration;
import java.util.Optional;

/// How long a silent peer stays.
///
/// @param interval between two announcements of a peer
/// @param timeout after which it is stale; at least two intervals
public record Patience(Duration interval, Duration timeout) {
    public Patience {
        if (!interval.isPositive() || timeout.compareTo(interval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("a timeout is at least two intervals");
        }
    }

    /// Two announcements are missing.
    Duration suspectAfter() {
        return interval.multipliedBy(2);
    }

    /// A stale peer is held for one interval more: what flaps must not take routes away each time.
    public Duration goneAfter() {
        return timeout.plus(interval);
    }

    /// Empty for a peer that is gone.
    Optional<Status> after(Duration silence) {
        if (silence.compareTo(suspectAfter()) < 0) {
            return Optional.of(Status.ACTIVE);
        }
        if (silence.compareTo(timeout) < 0) {
            return Optional.of(Status.SUSPECT);
        }
        return silence.compareTo(goneAfter()) < 0 ? Optional.of(Status.STALE) : Optional.empty();
    }
}

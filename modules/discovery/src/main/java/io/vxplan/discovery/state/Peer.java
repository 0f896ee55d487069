package io.vxplan.discovery.state;

import java.time.Instant;
import java.util.Locale;

/// A stack that was heard of.
///
/// @param lastSeen when it last said that it is there
public record Peer(Stack stack, Instant lastSeen, Status status) {
    public enum Status {
        ACTIVE,
        /// Silent for longer than it should be, and still used.
        SUSPECT,
        /// Silent for so long that it will leave soon, and still used: what came back meanwhile was
        /// only late.
        STALE;

        /// As it stands in `discovery.json`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

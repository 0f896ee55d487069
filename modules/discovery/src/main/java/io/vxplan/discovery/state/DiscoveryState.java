package io.vxplan.discovery.state;

import java.time.Instant;
import java.util.List;

/// What stands in `discovery.json`.
///
/// @param lastUpdate when it was written
/// @param peers sorted by VNI and id; this host's own stacks are not among them
public record DiscoveryState(Instant lastUpdate, List<Peer> peers) {
    /// In one overlay. The kernel's work to flood to N peers grows with N, and to set that up with
    /// its square.
    public static final int MAX_PEERS = 10_000;

    public DiscoveryState {
        peers = List.copyOf(peers);
    }
}

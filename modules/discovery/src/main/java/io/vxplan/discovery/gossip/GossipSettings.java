package io.vxplan.discovery.gossip;

import io.vxplan.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How [GossipDiscovery] is set up.
///
/// @param port UDP
/// @param seeds some that are likely to be there; one that answers is enough
/// @param key shared by all; without it everybody who reaches the port is believed about itself
public record GossipSettings(int port, List<Seed> seeds, Optional<Secret> key, Pace pace) {
    /// @throws IllegalArgumentException with a message for the user
    public GossipSettings {
        seeds = List.copyOf(seeds);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    /// @param interval in which `announce` is called
    /// @throws IllegalArgumentException with a message for the user
    public GossipSettings(int port, List<Seed> seeds, Optional<Secret> key, Duration interval) {
        this(port, seeds, key, Pace.of(interval));
    }
}

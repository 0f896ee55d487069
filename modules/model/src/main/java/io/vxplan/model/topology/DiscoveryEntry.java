package io.vxplan.model.topology;

import io.vxplan.model.Located;
import io.vxplan.model.Secret;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// An entry of a topology's `discovery`: how the members of overlays are found while the network
/// runs.
///
/// @param healthPort TCP, of a host's loopback interface, where its discovery tells how it is; the
///   router does so at the next one
/// @param gossipPort UDP, of each host, which no other entry can have there; empty where members
///   are found otherwise: for that, several can have one port
/// @param settings by the keys of the discovery daemon's own file; checked, and templates rendered
/// @param credentials by the daemon's environment variables. They stand in no file that others than
///   root can read, and so not in `settings`
public record DiscoveryEntry(
        Located<String> name,
        int healthPort,
        Optional<Integer> gossipPort,
        SortedMap<String, List<Located<String>>> settings,
        SortedMap<String, Secret> credentials) {
    /// Of the first entry of a topology, where it says none.
    public static final int HEALTH_PORT = 4791;

    public DiscoveryEntry {
        settings = Collections.unmodifiableSortedMap(settings);
        credentials = Collections.unmodifiableSortedMap(credentials);
    }

    public int routersHealthPort() {
        return healthPort + 1;
    }
}

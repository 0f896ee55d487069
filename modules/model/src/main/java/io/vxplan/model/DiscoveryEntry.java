package io.vxplan.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/// An entry of a topology's `discovery`: how the members of overlays are found while the network
/// runs.
///
/// @param settings by the keys of the discovery daemon's own file; checked, and templates rendered
/// @param credentials by the daemon's environment variables. They stand in no file that others than
///   root can read, and so not in `settings`
public record DiscoveryEntry(
        Located<String> name,
        SortedMap<String, List<Located<String>>> settings,
        SortedMap<String, Secret> credentials) {
    public DiscoveryEntry {
        settings = Collections.unmodifiableSortedMap(settings);
        credentials = Collections.unmodifiableSortedMap(credentials);
    }
}

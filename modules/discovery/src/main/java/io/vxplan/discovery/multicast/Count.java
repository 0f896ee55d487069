package io.vxplan.discovery.multicast;

import java.util.Locale;

/// What [MulticastDiscovery] counts.
public enum Count {
    HELLO_SENT,
    TABLE_SYNC_SENT,
    HELLO_HEARD,
    TABLE_SYNC_HEARD,
    /// Datagrams that were not believed.
    REFUSED,
    /// Authenticated messages heard before: a second path, or a replay.
    REPEATED,
    /// Authenticated messages that may be recordings; their speakers were asked.
    UNPROVEN,
    /// Peers in messages of others that were ignored, for no key is set.
    HEARSAY_IGNORED;

    /// As metrics have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

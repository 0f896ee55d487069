package io.vxplan.discovery.multicast;

import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.time.Duration;
import java.util.Optional;

/// How [MulticastDiscovery] is set up.
///
/// @param group the multicast address, `239.1.1.1` unless set
/// @param port UDP, 4790 unless set
/// @param ttl how many routers a message may pass, 1 is none
/// @param key shared by all; without it everybody on the segment is believed about itself
/// @param peerId of this daemon, for people who read what is sent
/// @param interval in which `announce` is called
public record MulticastSettings(
        IpAddress group,
        int port,
        int ttl,
        Optional<Secret> key,
        String peerId,
        Duration interval) {
    public static final IpAddress DEFAULT_GROUP = IpAddress.parse("239.1.1.1");
    public static final int DEFAULT_PORT = 4790;
    public static final int DEFAULT_TTL = 1;

    /// Of a key, in characters. Who records a message can try keys at leisure.
    public static final int MIN_KEY = 16;

    /// @throws IllegalArgumentException with a message for the user
    public MulticastSettings {
        require(group.isMulticast(), group + " is no multicast address");
        require(port >= 1 && port <= 65_535, "a port is 1 to 65535, not " + port);
        require(ttl >= 0 && ttl <= 255, "a TTL is 0 to 255, not " + ttl);
        require(
                key.isEmpty() || key.get().reveal().length() >= MIN_KEY,
                "a shared key has at least " + MIN_KEY + " characters");
        require(!peerId.isEmpty() && peerId.length() <= 253, "a peer id has 1 to 253 characters");
        require(interval.isPositive(), "an interval is more than nothing");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

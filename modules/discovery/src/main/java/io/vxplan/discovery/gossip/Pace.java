package io.vxplan.discovery.gossip;

import java.time.Duration;

/// How often SWIM says what, in milliseconds, by the announce interval. With the default of 30 s
/// these are the library's own figures for a LAN, but for `sync`.
///
/// @param ping one member is asked whether it is there
/// @param gossip news are passed on
/// @param sync all that is known is told to one member or seed. This is what heals a partition, so
///   it is more often than the library's 30 s
record Pace(int ping, int gossip, int sync) {
    static Pace of(Duration interval) {
        long millis = interval.toMillis();
        return new Pace(
                Math.clamp(millis / 10, 200, 1_000),
                Math.clamp(millis / 50, 40, 200),
                Math.clamp(millis / 6, 200, 5_000));
    }

    /// Half of the time is for asking it by others.
    int pingTimeout() {
        return ping / 2;
    }

    /// For a question and its answer, twice.
    int answer() {
        return Math.max(500, ping);
    }
}

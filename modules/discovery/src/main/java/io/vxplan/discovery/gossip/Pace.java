package io.vxplan.discovery.gossip;

import java.time.Duration;

/// How often SWIM says what, in milliseconds, by the announce interval. With the default of 30 s
/// these are the library's own figures for a LAN, but for `sync`.
///
/// Who wants to know sooner announces more often, but however short the interval, nothing is
/// expected of a host that it does not do while it is busy: a JVM that collects its garbage, or a
/// container that has used up its share of the CPU, is silent for a tenth of a second or two. So an
/// answer has a quarter of a second, and by others as long again; and who is suspected has five
/// seconds to protest, of three hosts, and more of more.
///
/// @param ping one member is asked whether it is there
/// @param gossip news are passed on
/// @param sync all that is known is told to one member or seed. This is what heals a partition, so
///   it is more often than the library's 30 s
record Pace(int ping, int gossip, int sync) {
    /// News are told to three others as often as the binary logarithm of how many there are, by
    /// each. So each hears them nearly three times as often as that on average: of fifty, eighteen
    /// times. The library would do three times as much.
    static final int ROUNDS = 1;

    /// For what a member says of itself. Where many join at once, each asks all others; who gave up
    /// before they come to answer would ask for ever.
    static final Duration CLAIMS = Duration.ofSeconds(3);

    static Pace of(Duration interval) {
        long millis = interval.toMillis();
        return new Pace(
                Math.clamp(millis / 10, 500, 1_000),
                Math.clamp(millis / 50, 100, 200),
                Math.clamp(millis / 6, 500, 5_000));
    }

    /// Half of the time is for asking it by others.
    int pingTimeout() {
        return ping / 2;
    }

    /// For a question and its answer, twice.
    int answer() {
        return 1_000;
    }
}

package io.vxplan.discovery.multicast;

import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// When the next messages go out, in nanoseconds of a monotonic clock. Whatever comes in, there are
/// no more than ten a second: nobody shall make us flood the segment.
final class SendTimes {
    private static final long SPACING = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long JITTER = TimeUnit.MILLISECONDS.toNanos(50);

    /// After the first time. Datagrams get lost, mostly several at once.
    private static final long[] AGAIN = {
        TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.MILLISECONDS.toNanos(750)
    };

    private final RandomGenerator random;
    private final TreeSet<Long> times = new TreeSet<>();
    private long last;

    /// @param random spreads what many hosts do for the same reason
    SendTimes(RandomGenerator random, long now) {
        this.random = random;
        this.last = now - SPACING;
    }

    /// Now, as the caller says so, and not long ago.
    void now(long now) {
        times.add(now);
    }

    /// Something is new: now, and again.
    void burst(long now) {
        times.tailSet(now).clear();
        times.add(now);
        for (long later : AGAIN) {
            times.add(now + later + random.nextLong(JITTER));
        }
    }

    /// Somebody waits for an answer. One that goes out soon anyway will do.
    void soon(long now) {
        long earliest = Math.max(now, last + SPACING);
        if (times.isEmpty() || times.first() > earliest + JITTER) {
            times.add(earliest + random.nextLong(JITTER));
        }
    }

    OptionalLong next() {
        return times.isEmpty() ? OptionalLong.empty() : OptionalLong.of(times.first());
    }

    /// Whether it is time; if so, the caller sends.
    boolean due(long now) {
        if (times.isEmpty() || times.first() - now > 0) {
            return false;
        }
        times.headSet(now, true).clear();
        last = now;
        return true;
    }
}

package io.vxplan.discovery.wire;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What is told of the messages that were not believed: some each second, and how many more there
/// were. A stranger who sends as fast as it can shall not fill the log.
public final class Refusals {
    private static final int MAX_A_SECOND = 5;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long since;
    private int told;
    private long untold;

    public Refusals(long now) {
        since = now;
    }

    /// The reason as it is to be told, if it is.
    public Optional<String> tell(String why, long now) {
        if (now - since >= SECOND) {
            since = now;
            told = 0;
        }
        if (told == MAX_A_SECOND) {
            untold++;
            return Optional.empty();
        }
        told++;
        String more = untold == 0 ? "" : " (" + untold + " more were not believed before)";
        untold = 0;
        return Optional.of(why + more);
    }
}

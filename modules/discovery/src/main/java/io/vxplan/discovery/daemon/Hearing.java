package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Log;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Tells when peers can't be heard any more, and when they can again. For one thread.
final class Hearing {
    private final StateFiles files;
    private final InstantSource clock;
    private final Log log;
    private boolean deaf;

    Hearing(StateFiles files, InstantSource clock, Log log) {
        this.files = files;
        this.clock = clock;
        this.log = log;
    }

    /// @param why nobody can be heard now; empty where all can
    void is(Optional<String> why) {
        if (deaf == why.isPresent()) {
            return;
        }
        deaf = why.isPresent();
        files.append(
                List.of(
                        why.map(reason -> EventLines.deaf(reason, clock.instant()))
                                .orElseGet(() -> EventLines.hearing(clock.instant()))));
        why.ifPresentOrElse(
                reason ->
                        log.warn("peers can't be heard, so none is given up meanwhile: " + reason),
                () -> log.info("peers can be heard again"));
    }
}

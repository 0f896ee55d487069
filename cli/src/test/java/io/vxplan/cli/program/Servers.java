package io.vxplan.cli.program;

import java.io.IOException;

/// What daemons find each other by, where that is more than a segment.
interface Servers extends AutoCloseable {
    /// For `discovery.yaml`: lines under `discovery:`.
    String settings();

    /// Again, with what was there when they were stopped.
    void start() throws IOException;

    /// Without a last word.
    void stop() throws IOException;

    void freeze();

    void thaw();

    @Override
    default void close() throws IOException {
        stop();
    }
}

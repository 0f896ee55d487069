package io.vxplan.cli.program;

import java.io.IOException;

/// A way that takes more than a segment.
interface Servers extends Way {
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

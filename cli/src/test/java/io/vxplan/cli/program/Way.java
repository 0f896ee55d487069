package io.vxplan.cli.program;

import java.io.IOException;

/// What daemons find each other by.
@FunctionalInterface
interface Way extends AutoCloseable {
    /// For `discovery.yaml`: lines under `discovery:`.
    String settings();

    @Override
    default void close() throws IOException {}
}

package io.vxplan.daemon;

/// A daemon as those see it who watch it. Any thread asks, at any time.
public interface Watched {
    Health health();

    /// Adds what it counts.
    void measure(Metrics metrics);
}

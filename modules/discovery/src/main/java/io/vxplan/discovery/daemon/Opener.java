package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.settings.Settings;
import java.io.IOException;

/// Starts the way in which peers are found.
@FunctionalInterface
public interface Opener {
    /// @throws IOException with what failed, and what to do
    Discovery open(Settings settings, Discovery.Listener listener) throws IOException;
}

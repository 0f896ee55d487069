package io.vxplan.router.daemon;

import io.vxplan.router.routing.Routing;
import java.nio.file.Path;
import java.util.Optional;

/// This host's part in the overlay, as it is set now.
public interface RoutingSource {
    /// For one thread.
    Routing current();

    /// Why what stands there now is not followed. Any thread.
    Optional<String> problem();

    /// Where it stands, where it may change.
    Optional<Path> file();

    /// One that never changes.
    static RoutingSource of(Routing routing) {
        return new RoutingSource() {
            @Override
            public Routing current() {
                return routing;
            }

            @Override
            public Optional<String> problem() {
                return Optional.empty();
            }

            @Override
            public Optional<Path> file() {
                return Optional.empty();
            }
        };
    }
}

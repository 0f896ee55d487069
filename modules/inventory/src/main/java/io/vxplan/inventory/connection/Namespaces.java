package io.vxplan.inventory.connection;

import io.vxplan.model.Located;
import java.nio.file.Path;

/// Network namespaces as users name them.
final class Namespaces {
    /// Where `ip netns` keeps them.
    private static final Path NAMED = Path.of("/run/netns");

    private Namespaces() {}

    /// A name alone is one of `ip netns`.
    static Path path(Located<String> text) {
        return text.value().contains("/") ? Path.of(text.value()) : NAMED.resolve(text.value());
    }
}

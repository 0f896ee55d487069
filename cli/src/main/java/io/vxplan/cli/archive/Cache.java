package io.vxplan.cli.archive;

import java.nio.file.Path;
import java.util.Optional;

/// Where this user's programs keep what they can make again (XDG Base Directory Specification).
final class Cache {
    private Cache() {}

    static Path ofUser() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }
}

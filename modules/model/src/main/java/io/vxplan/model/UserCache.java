package io.vxplan.model;

import java.nio.file.Path;
import java.util.Optional;

/// Where this user's programs keep what they can make again (XDG Base Directory Specification).
public final class UserCache {
    private UserCache() {}

    /// @return of vxplan; not always there yet
    public static Path folder() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("vxplan");
    }
}

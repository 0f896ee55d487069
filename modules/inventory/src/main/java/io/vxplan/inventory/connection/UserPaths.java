package io.vxplan.inventory.connection;

import java.nio.file.Path;

/// Paths as users write them.
final class UserPaths {
    private UserPaths() {}

    /// `~` and `~/` are the user's home.
    static Path of(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? Path.of(System.getProperty("user.home") + text.substring(1))
                : Path.of(text);
    }
}

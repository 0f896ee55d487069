package io.vxplan.inventory.connection;

import io.vxplan.inventory.Parsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The user's own ssh configuration.
@FunctionalInterface
public interface SshConfig {
    /// No configuration at all.
    SshConfig NONE = _ -> new Parsed<>(Optional.of(Settings.NONE), List.of());

    /// What it says of a host.
    Parsed<Settings> of(Destination destination);

    /// What is known of the host before, because a configuration may depend on it (`Match user`).
    ///
    /// @param host name or address
    /// @param file to read in place of the user's and the system's
    record Destination(
            String host, Optional<String> user, Optional<Integer> port, Optional<Path> file) {}

    /// @param hostname where the name leads to (`HostName`)
    /// @param identityFiles empty where none is configured
    /// @param knownHosts the user's, then the system's files
    /// @param proxyJump as ssh writes it: `user@host:port,...`
    /// @param proxyCommand a command to connect through
    record Settings(
            Optional<String> hostname,
            Optional<String> user,
            Optional<Integer> port,
            List<Path> identityFiles,
            List<Path> knownHosts,
            Optional<String> proxyJump,
            Optional<String> proxyCommand,
            Optional<Duration> timeout) {
        public static final Settings NONE =
                new Settings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }
}

package io.vxplan.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a host is reached.
public sealed interface Connection {
    /// The machine vxplan runs on.
    record Local() implements Connection {}

    /// A named network namespace of this machine: a host of a lab.
    record Namespace(Path path) implements Connection {}

    /// A remote machine.
    ///
    /// @param address name or literal
    /// @param port TCP, 1 to 65535; 22 by default
    /// @param keyFiles private keys to offer, in order; empty offers the agent's and the user's
    ///   default ones
    /// @param password for hosts that take one, and for keyboard-interactive
    /// @param passphrase of the key files
    /// @param knownHosts files to check host keys against; empty means the user's and the system's
    /// @param become how to get root where the user is not
    /// @param jumps hosts to go through, the first one first
    /// @param timeout for the connection, and for each answer until somebody is logged in
    /// @param socketNamespace network namespace of this machine from which the connection is
    ///   opened: a lab's underlay
    record Ssh(
            String address,
            int port,
            String user,
            List<Path> keyFiles,
            Optional<Secret> password,
            Optional<Secret> passphrase,
            List<Path> knownHosts,
            Become become,
            List<Ssh> jumps,
            Duration timeout,
            Optional<Path> socketNamespace)
            implements Connection {}

    /// @param password for `sudo -S`; without one, `sudo -n`
    record Become(boolean enabled, String user, Optional<Secret> password) {
        public static final Become NONE = new Become(false, "root", Optional.empty());
    }
}

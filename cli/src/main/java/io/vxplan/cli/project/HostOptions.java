package io.vxplan.cli.project;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which hosts a command works on, and how many at a time.
public final class HostOptions {
    @Option(
            names = "--limit",
            paramLabel = "PATTERN",
            description = "Only these hosts: an Ansible host pattern, like web:!web3.")
    private @Nullable String limit;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "25",
            description = "Hosts at a time (default: ${DEFAULT-VALUE}).")
    private int forks;

    /// The same with another limit.
    public HostOptions limitedTo(Optional<String> pattern) {
        HostOptions options = new HostOptions();
        options.limit = pattern.orElse(null);
        options.forks = forks;
        return options;
    }

    public Optional<String> limit() {
        return Optional.ofNullable(limit);
    }

    public int forks() {
        return Math.max(1, forks);
    }
}

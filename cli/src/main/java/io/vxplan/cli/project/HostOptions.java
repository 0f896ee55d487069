package io.vxplan.cli.project;

import io.vxplan.cli.output.Positive;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which hosts a command works on, and how many at a time.
public final class HostOptions {
    @Option(
            names = "--limit",
            paramLabel = "PATTERN",
            description = "An Ansible host pattern such as web:!web3: only these hosts.")
    private @Nullable String limit;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "25",
            converter = Positive.class,
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
        return forks;
    }
}

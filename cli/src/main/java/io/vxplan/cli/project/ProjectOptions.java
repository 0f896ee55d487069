package io.vxplan.cli.project;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options of every command that reads an inventory and its topology.
public final class ProjectOptions {
    @Parameters(
            paramLabel = "INVENTORY",
            description =
                    "Ansible inventory (YAML, or the JSON of ansible-inventory --list); - reads it from standard input.")
    private Path inventory;

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description =
                    "The topology. Default: the variable vxplan_topology, else topology.yaml beside the inventory.")
    private @Nullable Path topology;

    /// As if they had been typed.
    public static ProjectOptions of(Path inventory, Optional<Path> topology) {
        ProjectOptions options = new ProjectOptions();
        options.inventory = inventory;
        options.topology = topology.orElse(null);
        return options;
    }

    public Path inventory() {
        return inventory;
    }

    public boolean isStandardInput() {
        return inventory.equals(Path.of("-"));
    }

    public Optional<Path> topology() {
        return Optional.ofNullable(topology);
    }
}

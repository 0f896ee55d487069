package io.vxplan.cli.daemon;

import io.vxplan.cli.output.Terminal;
import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.part.HostOverlays;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The host of a topology that a daemon serves, instead of a file of the daemon's own.
public final class TopologyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description =
                    "Serve a host of this inventory as its topology says, instead of --config.")
    private @Nullable Path inventory;

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description =
                    "The topology. Default: the variable vxplan_topology, else topology.yaml beside the inventory.")
    private @Nullable Path topology;

    @Option(names = "--host", paramLabel = "HOST", description = "This host, by its name there.")
    private @Nullable String host;

    @Option(
            names = "--discovery",
            paramLabel = "NAME",
            description =
                    "The entry of the topology's 'discovery' that is served. Default: the only one of this host.")
    private @Nullable String discovery;

    /// Whether a topology is served.
    ///
    /// @param hasConfig whether a file of the daemon's own is given
    public boolean areGiven(boolean hasConfig) {
        boolean given = inventory != null || topology != null || host != null || discovery != null;
        if (given && hasConfig) {
            throw mistake("--config is the daemon's own file, and --inventory a topology's");
        }
        if (given && inventory == null) {
            throw mistake("--inventory is missing");
        }
        if (given && host == null) {
            throw mistake("--host is missing");
        }
        return given;
    }

    private ParameterException mistake(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /// Reads the files, and prints what is wrong with them.
    ///
    /// @return empty where there is a mistake
    public Optional<HostOverlays> read(Terminal terminal) {
        if (inventory == null || host == null) {
            throw mistake("--inventory and --host go together");
        }
        HostName name = new HostName(host);
        Parsed<Project> project = Project.load(inventory, Optional.ofNullable(topology));
        List<Diagnostic> problems = new ArrayList<>(project.problems());
        Optional<HostOverlays> overlays =
                project.value()
                        .map(known -> Compilation.of(known.topology(), known.locked()))
                        .flatMap(compiled -> of(compiled, name, problems));
        terminal.problems(problems);
        return problems.stream().anyMatch(Diagnostic::isError) ? Optional.empty() : overlays;
    }

    private Optional<HostOverlays> of(
            Compilation compiled, HostName name, List<Diagnostic> problems) {
        problems.addAll(compiled.problems());
        Topology whole = compiled.topology();
        List<String> entries = HostOverlays.discoveries(whole, name);
        if (entries.isEmpty()) {
            problems.add(nothing(whole, name));
            return Optional.empty();
        }
        if (discovery == null && entries.size() > 1) {
            problems.add(
                    Diagnostic.error(
                            "host '%s' has several discoveries: %s"
                                    .formatted(name, String.join(", ", entries)),
                            "say which with --discovery: a daemon serves one"));
            return Optional.empty();
        }
        String chosen = discovery == null ? entries.getFirst() : discovery;
        if (!entries.contains(chosen)) {
            String question = Nearest.advice(chosen, entries);
            problems.add(
                    Diagnostic.error(
                            "host '%s' is in no overlay whose members are discovered by '%s'"
                                    .formatted(name, chosen),
                            question.isEmpty()
                                    ? "those of the host are " + String.join(", ", entries)
                                    : question));
            return Optional.empty();
        }
        return Optional.of(new HostOverlays(whole, compiled.allocations(), name, chosen));
    }

    private static Diagnostic nothing(Topology topology, HostName name) {
        List<String> hosts = topology.hosts().keySet().stream().map(HostName::value).toList();
        return topology.hosts().containsKey(name)
                ? Diagnostic.error(
                        "host '%s' is in no overlay whose members are discovered".formatted(name),
                        "its tunnels are made by `vxplan apply` alone, and need no daemon")
                : Diagnostic.error(
                        "host '%s' is in no overlay".formatted(name),
                        Nearest.advice(name.value(), hosts));
    }
}

package io.vxplan.cli.project;

import io.vxplan.cli.output.Terminal;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.connection.Connections;
import io.vxplan.inventory.connection.SshConfig;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.plan.compile.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// The user's files, read, checked and compiled, without a mistake.
public record Workspace(Project project, Compilation compilation) {

    /// Reads everything, and prints what is wrong with it.
    ///
    /// @return empty where there is a mistake
    public static Optional<Workspace> open(ProjectOptions options, Terminal terminal) {
        return open(options, terminal, _ -> List.of());
    }

    /// The same for those who will reach the hosts: how is looked at as well.
    public static Optional<Workspace> openWithConnections(
            ProjectOptions options, Terminal terminal) {
        return open(options, terminal, Workspace::connectionProblems);
    }

    private static Optional<Workspace> open(
            ProjectOptions options,
            Terminal terminal,
            Function<Workspace, List<Diagnostic>> further) {
        Parsed<Project> project = Project.load(options.inventory(), options.topology());
        List<Diagnostic> problems = new ArrayList<>(project.problems());
        Optional<Workspace> workspace =
                project.value()
                        .map(value ->
                                new Workspace(
                                        value, Compilation.of(value.topology(), value.locked())));
        workspace.ifPresent(value -> {
            problems.addAll(value.compilation().problems());
            problems.addAll(further.apply(value));
        });
        terminal.problems(problems);
        return problems.stream().anyMatch(Diagnostic::isError) ? Optional.empty() : workspace;
    }

    /// What the inventory gets wrong; the user's ssh configuration is asked host by host, later.
    private static List<Diagnostic> connectionProblems(Workspace workspace) {
        Connections connections = new Connections(workspace.project.inventory(), SshConfig.NONE);
        return workspace.plannedHosts().stream()
                .flatMap(host -> connections.of(host).problems().stream())
                .distinct()
                .toList();
    }

    public String topologyName() {
        return project.topology().name().value();
    }

    /// The hosts that a plan is about: those in an overlay, and those that the lock file remembers
    /// to have been in one.
    public SortedSet<HostName> plannedHosts() {
        SortedSet<HostName> hosts = overlayHosts();
        inventoryHosts().stream().filter(this::isFormerMember).forEach(hosts::add);
        return hosts;
    }

    /// A host that is in no overlay any more, but was, as the lock file says.
    boolean isFormerMember(HostName host) {
        return !project.topology().hosts().containsKey(host)
                && project.locked().overlays().values().stream()
                        .anyMatch(members -> members.containsKey(host));
    }

    /// All that the inventory names, in an overlay or not.
    public SortedSet<HostName> inventoryHosts() {
        return new TreeSet<>(project.inventory().hosts().keySet());
    }

    public SortedSet<HostName> overlayHosts() {
        return new TreeSet<>(project.topology().hosts().keySet());
    }
}

package io.vxplan.cli.project;

import io.vxplan.cli.output.Terminal;
import io.vxplan.inventory.HostPattern;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// What a command works on: the user's files, and the hosts that were chosen.
///
/// @param inventory where it was read
public record Selection(Workspace workspace, Path inventory, SortedSet<HostName> hosts) {

    /// @param candidates the hosts that the command is about, of which `--limit` leaves some
    /// @return empty where there is a mistake in the files, or the pattern is wrong or matches
    ///   none: printed
    public static Optional<Selection> open(
            ProjectOptions projectOptions,
            HostOptions hostOptions,
            Terminal terminal,
            Function<Workspace, SortedSet<HostName>> candidates) {
        return Workspace.openWithConnections(projectOptions, terminal)
                .flatMap(workspace ->
                        chosen(workspace, candidates.apply(workspace), hostOptions, terminal)
                                .map(hosts ->
                                        new Selection(
                                                workspace, projectOptions.inventory(), hosts)));
    }

    private static Optional<SortedSet<HostName>> chosen(
            Workspace workspace,
            SortedSet<HostName> candidates,
            HostOptions options,
            Terminal terminal) {
        if (options.limit().isEmpty()) {
            return Optional.of(candidates);
        }
        Parsed<SortedSet<HostName>> limited =
                limited(candidates, options.limit().get(), workspace.project().inventory());
        terminal.problems(limited.problems());
        return limited.value();
    }

    private static Parsed<SortedSet<HostName>> limited(
            SortedSet<HostName> candidates, String limit, Inventory inventory) {
        HostPattern.Selection selection;
        try {
            selection = HostPattern.parse(limit).select(inventory);
        } catch (IllegalArgumentException e) {
            return refused("--limit " + limit + ": " + e.getMessage(), "");
        }
        SortedSet<HostName> both = new TreeSet<>(candidates);
        both.retainAll(selection.hosts());
        if (!both.isEmpty()) {
            return new Parsed<>(Optional.of(both), List.of());
        }
        String advice =
                selection.unmatched().stream()
                        .map(HostPattern.Unmatched::advice)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("`vxplan inventory` lists hosts and groups");
        return refused("--limit " + limit + " matches none of the hosts", advice);
    }

    private static Parsed<SortedSet<HostName>> refused(String summary, String advice) {
        return new Parsed<>(Optional.empty(), List.of(Diagnostic.error(summary, advice)));
    }
}

package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Main;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.HostName;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "destroy",
        description = {
            "Remove from the hosts what vxplan made for this topology, and nothing else.",
            "Sysctls stay as they are; the lock file too."
        },
        footer = {
            "",
            "Examples:",
            "  vxplan destroy inventory.yaml",
            "  vxplan destroy inventory.yaml --yes --limit h3"
        })
public final class DestroyCommand implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;
    @Mixin private ConsentOptions consent;

    @Override
    public Integer call() {
        return Workspace.open(projectOptions, main.terminal())
                .flatMap(workspace ->
                        workspace
                                .select(candidates(workspace), hostOptions, main.terminal())
                                .map(hosts -> destroy(workspace, hosts)))
                .orElse(ExitCode.ERROR);
    }

    /// A host named by `--limit` is cleaned even when no overlay has it any more.
    private SortedSet<HostName> candidates(Workspace workspace) {
        return hostOptions.limit().isPresent()
                ? new TreeSet<>(workspace.project().inventory().hosts().keySet())
                : workspace.plannedHosts();
    }

    private int destroy(Workspace workspace, SortedSet<HostName> hosts) {
        Terminal terminal = main.terminal();
        try (Fleet fleet = Rollouts.fleet(workspace, hostOptions)) {
            return new Execution(
                            terminal,
                            Rollouts.rollout(workspace, fleet, Rollouts.nothing(), false),
                            output.format(),
                            PlanView.withoutLock(
                                    output.format(), terminal, workspace.topologyName()),
                            consent,
                            "Remove all this?",
                            () -> true)
                    .on(hosts);
        }
    }
}

package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.HostName;
import java.util.SortedSet;
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
            "  vxplan destroy inventory.yaml",
            "  vxplan destroy inventory.yaml --yes --limit h3",
            "  vxplan destroy inventory.yaml --yes --serial 1"
        })
public final class DestroyCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;
    @Mixin private YesOption yes;
    @Mixin private OnErrorOption onError;
    @Mixin private ManagementOption management;
    @Mixin private LockOption lock;
    @Mixin private RollingOptions rolling;

    @Override
    public Integer call() {
        return Selection.open(projectOptions, hostOptions, program.terminal(), this::candidates)
                .map(this::destroy)
                .orElse(ExitCode.ERROR);
    }

    /// A host named by `--limit` is cleaned even when no overlay has it any more.
    private SortedSet<HostName> candidates(Workspace workspace) {
        return hostOptions.limit().isPresent()
                ? workspace.inventoryHosts()
                : workspace.plannedHosts();
    }

    private int destroy(Selection selection) {
        Workspace workspace = selection.workspace();
        Terminal terminal = program.terminal();
        try (Fleet fleet =
                Rollouts.fleet(
                        workspace, Desired.nothing().machine(), hostOptions, program.narration())) {
            return Proof.of(
                            Proof.Of.TO_COME,
                            rolling.course(),
                            selection,
                            fleet,
                            () -> Desired.declared(workspace, terminal),
                            terminal)
                    .map(proof -> execution(selection, fleet, proof).on(selection.hosts()))
                    .orElse(ExitCode.ERROR);
        }
    }

    private Execution execution(Selection selection, Fleet fleet, Proof proof) {
        Workspace workspace = selection.workspace();
        Terminal terminal = program.terminal();
        return new Execution(
                terminal,
                hosts -> lock.take(fleet, hosts, projectOptions.inventory(), terminal),
                Rollouts.rollout(workspace, fleet, Desired.nothing(), false, management.allowed()),
                rolling.course(),
                proof,
                onError.value(),
                output.format(),
                PlanView.withoutLock(
                        output.format(),
                        terminal,
                        workspace.topologyName(),
                        "Nothing to remove: the hosts have nothing of this topology."),
                () -> true,
                // It replaces nothing.
                new Consent(yes.given(), false),
                "Remove all this?",
                () -> true);
    }
}

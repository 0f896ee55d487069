package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.render.Summary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "orphans",
        description = {
            "List what vxplan made for this topology and the topology no longer names.",
            "Warns of interfaces that an interrupted run left, of whatever topology.",
            "Looks on every host of the inventory, those outside all overlays too."
        },
        footer = {
            "  vxplan orphans inventory.yaml",
            "  vxplan destroy inventory.yaml --limit h7    # removes what is left on h7"
        })
public final class OrphansCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;

    @Override
    public Integer call() {
        return Selection.open(
                        projectOptions, hostOptions, program.terminal(), Workspace::inventoryHosts)
                .flatMap(selection ->
                        Desired.declared(selection.workspace(), program.terminal())
                                .map(desired -> list(selection, desired)))
                .orElse(ExitCode.ERROR);
    }

    private int list(Selection selection, Desired desired) {
        Workspace workspace = selection.workspace();
        Planning planning =
                new Planning(
                        PlanView.withoutLock(
                                output.format(),
                                program.terminal(),
                                workspace.topologyName(),
                                "No orphans: the topology names all that bears its mark."));
        try (Fleet fleet =
                Rollouts.fleet(workspace, desired.machine(), hostOptions, program.narration())) {
            Rollouts.rollout(workspace, fleet, desired, false, false)
                    .plan(
                            selection.hosts(),
                            (host, outcome) -> planning.show(host, orphans(outcome)));
        }
        Summary summary = planning.finish();
        return summary.blocked() > 0 ? ExitCode.ERROR : ExitCode.DONE;
    }

    /// What would go, and the warnings of what nothing would remove. Conflicts with what is still
    /// to come are no matter of this list.
    private static Outcome<HostPlan> orphans(Outcome<HostPlan> outcome) {
        return switch (outcome) {
            case Outcome.Done<HostPlan>(var plan) ->
                    new Outcome.Done<>(
                            new HostPlan(
                                    plan.host(),
                                    plan.changes().stream()
                                            .filter(Change.Delete.class::isInstance)
                                            .toList(),
                                    plan.problems().stream()
                                            .filter(problem -> !problem.isError())
                                            .toList()));
            case Outcome.Failed<HostPlan> failed -> failed;
        };
    }
}

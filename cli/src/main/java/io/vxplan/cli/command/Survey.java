package io.vxplan.cli.command;

import io.vxplan.cli.Main;
import io.vxplan.cli.output.Format;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.plan.render.Summary;
import java.util.Optional;

/// Looks at the hosts, shows how they differ from the topology, and changes nothing: what `plan`
/// and `drift` have in common.
record Survey(
        Main main,
        ProjectOptions projectOptions,
        HostOptions hostOptions,
        Format format,
        boolean adopt) {

    /// @return empty where there is a mistake in the files or in the command line: printed
    Optional<Summary> summary() {
        return Selection.open(projectOptions, hostOptions, main.terminal(), Workspace::plannedHosts)
                .map(this::summary);
    }

    private Summary summary(Selection selection) {
        Workspace workspace = selection.workspace();
        Planning planning =
                new Planning(PlanView.of(format, main.terminal(), workspace.compilation()));
        try (Fleet fleet = Rollouts.fleet(workspace, hostOptions, main.narration())) {
            Rollouts.rollout(workspace, fleet, Rollouts.declared(workspace), adopt)
                    .plan(selection.hosts(), planning::show);
        }
        return planning.finish();
    }
}

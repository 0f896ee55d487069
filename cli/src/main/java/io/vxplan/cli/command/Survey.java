package io.vxplan.cli.command;

import io.vxplan.cli.Program;
import io.vxplan.cli.output.Format;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Workspace;
import io.vxplan.cli.saved.DriftFile;
import io.vxplan.cli.saved.PlanFile;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Looks at the hosts, shows how they differ from the topology, and changes nothing: what `plan`
/// and `drift` have in common.
///
/// @param out where the plan is saved
/// @param metrics where it is written how many changes each host wants
record Survey(
        Program program,
        ProjectOptions projectOptions,
        HostOptions hostOptions,
        Format format,
        boolean adopt,
        boolean allowManagement,
        Optional<Path> out,
        Optional<Path> metrics) {

    /// @return empty where there is a mistake in the files or in the command line: printed
    Optional<Summary> summary() {
        if (out.isPresent() && projectOptions.isStandardInput()) {
            program.terminal()
                    .problem(
                            Diagnostic.error(
                                    "a plan of an inventory from standard input can't be saved: apply could not read it again",
                                    "give the inventory as a file"));
            return Optional.empty();
        }
        return Selection.open(
                        projectOptions, hostOptions, program.terminal(), Workspace::plannedHosts)
                .flatMap(selection ->
                        Desired.declared(selection.workspace(), program.terminal())
                                .flatMap(desired -> summary(selection, desired)));
    }

    private Optional<Summary> summary(Selection selection, Desired desired) {
        PlanView shown =
                PlanView.of(format, program.terminal(), selection.workspace().compilation());
        if (metrics.isPresent()) {
            DriftFile file =
                    new DriftFile(
                            metrics.get(),
                            selection.workspace().topologyName(),
                            InstantSource.system(),
                            shown,
                            program.terminal());
            Summary summary = summary(selection, desired, file);
            return file.isWritten() ? Optional.of(summary) : Optional.empty();
        }
        if (out.isEmpty()) {
            return Optional.of(summary(selection, desired, shown));
        }
        try {
            PlanFile file =
                    new PlanFile(out.get(), head(selection, out.get()), shown, program.terminal());
            Summary summary = summary(selection, desired, file);
            return file.isSaved() ? Optional.of(summary) : Optional.empty();
        } catch (IOException e) {
            program.terminal()
                    .problem(
                            Diagnostic.error(
                                    "can't write the plan to "
                                            + out.get()
                                            + ": "
                                            + FileFailure.reason(e),
                                    "no host was looked at"));
            return Optional.empty();
        }
    }

    /// Paths are seen from the plan's folder, so that both can be moved together.
    private JsonPlan.Head head(Selection selection, Path file) {
        return PlanView.head(
                selection.workspace().compilation(),
                Optional.of(
                        new JsonPlan.Origin(
                                beside(file, projectOptions.inventory()),
                                projectOptions.topology().map(path -> beside(file, path)),
                                hostOptions.limit(),
                                adopt,
                                allowManagement,
                                PlanFile.fingerprint())));
    }

    private static String beside(Path file, Path other) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        return folder.relativize(other.toAbsolutePath().normalize()).toString();
    }

    private Summary summary(Selection selection, Desired desired, PlanView view) {
        Workspace workspace = selection.workspace();
        Planning planning = new Planning(view);
        try (Fleet fleet =
                Rollouts.fleet(workspace, desired.machine(), hostOptions, program.narration())) {
            Rollouts.rollout(workspace, fleet, desired, adopt, allowManagement)
                    .plan(selection.hosts(), planning::show);
        }
        return planning.finish();
    }
}

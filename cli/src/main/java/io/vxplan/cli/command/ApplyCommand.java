package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Main;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.inventory.topology.LockFile;
import io.vxplan.model.Diagnostic;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "apply",
        description = {
            "Make the hosts what the topology says: show the plan, ask, carry it out, look again.",
            "A second run changes nothing."
        },
        footer = {
            "  vxplan apply inventory.yaml",
            "  vxplan apply inventory.yaml --yes --limit 'web:!web3'",
            "  vxplan apply inventory.yaml --yes --output json"
        })
public final class ApplyCommand implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;
    @Mixin private ConsentOptions consent;

    @Option(
            names = "--adopt",
            description = "Take over unmarked interfaces of the names that are needed.")
    private boolean adopt;

    @Override
    public Integer call() {
        return Selection.open(projectOptions, hostOptions, main.terminal(), Workspace::plannedHosts)
                .map(this::apply)
                .orElse(ExitCode.ERROR);
    }

    private int apply(Selection selection) {
        Workspace workspace = selection.workspace();
        Terminal terminal = main.terminal();
        try (Fleet fleet = Rollouts.fleet(workspace, hostOptions, main.narration())) {
            return new Execution(
                            terminal,
                            Rollouts.rollout(workspace, fleet, Rollouts.declared(workspace), adopt),
                            output.format(),
                            PlanView.of(output.format(), terminal, workspace.compilation()),
                            consent,
                            "Make these changes?",
                            () -> writeLock(workspace))
                    .on(selection.hosts());
        }
    }

    /// Addresses are promised before they are given out: a run that dies half way must find them
    /// again.
    private boolean writeLock(Workspace workspace) {
        if (!workspace.compilation().lockChanged()) {
            return true;
        }
        try {
            LockFile.write(workspace.project().lockFile(), workspace.compilation().allocations());
            return true;
        } catch (IOException e) {
            main.terminal()
                    .problem(
                            Diagnostic.error(
                                    "can't write the lock file "
                                            + workspace.project().lockFile()
                                            + ": "
                                            + e,
                                    "nothing was changed on any host"));
            return false;
        }
    }
}

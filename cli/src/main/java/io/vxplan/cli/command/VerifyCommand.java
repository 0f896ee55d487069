package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Verification;
import io.vxplan.cli.project.Workspace;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.verify.render.JsonReport;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        description = {
            "Prove the overlays from the hosts themselves.",
            "Pings every pair, the networks and endpoints behind them, and each ECMP next hop; probes the path MTU; looks for drift. Configures nothing."
        },
        footer = {
            "  vxplan verify inventory.yaml",
            "  vxplan verify inventory.yaml --limit h1 --output json"
        })
public final class VerifyCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;

    @Override
    public Integer call() {
        return Selection.open(
                        projectOptions, hostOptions, program.terminal(), Workspace::overlayHosts)
                .flatMap(selection ->
                        Desired.declared(selection.workspace(), program.terminal())
                                .flatMap(desired -> verify(selection, desired)))
                .orElse(ExitCode.ERROR);
    }

    private Optional<Integer> verify(Selection selection, Desired desired) {
        return Verification.of(selection.workspace(), selection.inventory(), program.terminal())
                .map(verification -> verify(verification, selection, desired));
    }

    private int verify(Verification verification, Selection selection, Desired desired) {
        Workspace workspace = selection.workspace();
        try (Fleet fleet =
                Rollouts.fleet(workspace, desired.machine(), hostOptions, program.narration())) {
            Report report = verification.verifier(fleet, desired).run(selection.hosts());
            show(report);
            return report.passed() ? ExitCode.DONE : ExitCode.ERROR;
        }
    }

    private void show(Report report) {
        Terminal terminal = program.terminal();
        switch (output.format()) {
            case TEXT -> terminal.out().print(TextReport.of(report, terminal.colour()));
            case JSON -> JsonReport.write(report, terminal.out());
        }
        terminal.flush();
    }
}

package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Rollouts;
import io.vxplan.cli.project.Selection;
import io.vxplan.cli.project.Workspace;
import io.vxplan.doctor.Doctor;
import io.vxplan.doctor.finding.Diagnosis;
import io.vxplan.doctor.render.JsonDiagnosis;
import io.vxplan.doctor.render.TextDiagnosis;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.rollout.Fleet;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "doctor",
        description = {
            "Find what on the hosts would break the overlays, and what to do about it.",
            "Looks at kernels, routes, firewalls and who else sees to networks; sends real VXLAN frames and packets of full size between the hosts. Works before and after `apply`, and changes nothing that lasts.",
            "Exit code 0: nothing would break. 1: something would."
        },
        footer = {
            "  vxplan doctor inventory.yaml",
            "  vxplan doctor inventory.yaml --limit h1 --output json"
        })
public final class DoctorCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;

    @Override
    public Integer call() {
        return Selection.open(
                        projectOptions, hostOptions, program.terminal(), Workspace::overlayHosts)
                .map(this::examine)
                .orElse(ExitCode.ERROR);
    }

    private int examine(Selection selection) {
        Workspace workspace = selection.workspace();
        try (Fleet fleet =
                Rollouts.fleet(
                        workspace, Machine.withoutArchive(), hostOptions, program.narration())) {
            Diagnosis diagnosis =
                    new Doctor(
                                    fleet,
                                    workspace.project().topology(),
                                    workspace.compilation().allocations(),
                                    Clock.systemUTC())
                            .examine(selection.hosts());
            show(diagnosis);
            return diagnosis.passed() ? ExitCode.DONE : ExitCode.ERROR;
        }
    }

    private void show(Diagnosis diagnosis) {
        Terminal terminal = program.terminal();
        switch (output.format()) {
            case TEXT -> terminal.out().print(TextDiagnosis.of(diagnosis, terminal.colour()));
            case JSON -> JsonDiagnosis.write(diagnosis, terminal.out());
        }
        terminal.flush();
    }
}

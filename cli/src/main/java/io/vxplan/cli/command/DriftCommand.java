package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.plan.render.Summary;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "drift",
        description = {
            "Tell whether the hosts still are what the topology says.",
            "Exit code 0: they are. 2: they are not, and what apply would repair is shown. 1: an error."
        },
        footer = "  vxplan drift inventory.yaml || notify-somebody")
public final class DriftCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;

    @Override
    public Integer call() {
        return new Survey(
                        program,
                        projectOptions,
                        hostOptions,
                        output.format(),
                        false,
                        // It changes nothing, and only warns of it.
                        true,
                        Optional.empty())
                .summary()
                .map(DriftCommand::exitCode)
                .orElse(ExitCode.ERROR);
    }

    private static int exitCode(Summary summary) {
        if (summary.blocked() > 0) {
            return ExitCode.ERROR;
        }
        return summary.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES;
    }
}

package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.OutputOption;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.plan.render.Summary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "drift",
        description = {
            "Tell whether the hosts still are what the topology says.",
            "Exit code 0: they are. 2: they are not, and what apply would repair is shown. 1: an error."
        },
        footer = {
            "  vxplan drift inventory.yaml || notify-somebody",
            "  vxplan drift inventory.yaml --textfile /var/lib/node_exporter/vxplan.prom"
        })
public final class DriftCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;

    @Option(
            names = "--textfile",
            paramLabel = "FILE",
            description =
                    "Write how many changes each host wants, too, for node_exporter's textfile collector: a name that ends with .prom.")
    private @Nullable Path textfile;

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
                        Optional.empty(),
                        Optional.ofNullable(textfile))
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

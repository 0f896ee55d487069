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
        name = "plan",
        description = "Show what apply would change, host by host, and change nothing.",
        footer = {
            "  vxplan plan inventory.yaml",
            "  vxplan plan inventory.yaml --limit h1 --output json",
            "  vxplan plan inventory.yaml --out plan.json && vxplan apply plan.json",
            "  vxplan plan inventory.yaml --detailed-exitcode    # 0, 1 or 2"
        })
public final class PlanCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;
    @Mixin private OutputOption output;
    @Mixin private ManagementOption management;

    @Option(
            names = "--detailed-exitcode",
            description = "End with 0 where there is nothing to do, 2 where there are changes.")
    private boolean detailedExitCode;

    @Option(
            names = "--adopt",
            description = "Plan to take over unmarked interfaces of the names that are needed.")
    private boolean adopt;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Save the plan as well: apply FILE carries out exactly this.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        return new Survey(
                        program,
                        projectOptions,
                        hostOptions,
                        output.format(),
                        adopt,
                        management.allowed(),
                        Optional.ofNullable(out),
                        Optional.empty())
                .summary()
                .map(this::exitCode)
                .orElse(ExitCode.ERROR);
    }

    private int exitCode(Summary summary) {
        if (summary.blocked() > 0) {
            return ExitCode.ERROR;
        }
        return detailedExitCode && !summary.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
    }
}

package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.model.topology.Topology;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "validate",
        description = {
            "Check inventory, topology and lock file, and report every mistake at once.",
            "Works offline: no host is asked."
        },
        footer = "  vxplan validate inventory.yaml")
public final class ValidateCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;

    @Override
    public Integer call() {
        Optional<Workspace> workspace =
                Workspace.openWithConnections(projectOptions, program.terminal());
        workspace.ifPresent(valid -> program.terminal().result(summary(valid)));
        return workspace.isPresent() ? ExitCode.DONE : ExitCode.ERROR;
    }

    private static String summary(Workspace workspace) {
        Topology topology = workspace.project().topology();
        int overlays = topology.overlays().size();
        int hosts = topology.hosts().size();
        return "Valid: topology '%s', %d %s on %d %s."
                .formatted(
                        topology.name(),
                        overlays,
                        overlays == 1 ? "overlay" : "overlays",
                        hosts,
                        hosts == 1 ? "host" : "hosts");
    }
}

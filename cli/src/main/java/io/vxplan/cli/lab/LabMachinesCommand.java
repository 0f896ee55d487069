package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.lab.Blueprint;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.ProviderName;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "machines",
        description =
                "Describe the hosts as virtual machines, in JSON: what the Vagrantfile reads.",
        footer = "  vxplan lab machines inventory.yaml")
final class LabMachinesCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private ProjectOptions projectOptions;

    @Override
    public Integer call() {
        return lab.attempt(this::describe);
    }

    private int describe() throws LabException {
        Optional<Workspace> workspace = Workspace.open(projectOptions, lab.terminal());
        if (workspace.isEmpty()) {
            return ExitCode.ERROR;
        }
        Blueprint blueprint =
                new Blueprint(
                        projectOptions.inventory(),
                        workspace.get().project(),
                        ProviderName.VAGRANT,
                        Optional.empty());
        lab.terminal().result(Lab.machines(blueprint).strip());
        return ExitCode.DONE;
    }
}

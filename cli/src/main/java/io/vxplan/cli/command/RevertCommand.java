package io.vxplan.cli.command;

import io.vxplan.cli.Program;
import io.vxplan.cli.project.HostOptions;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.host.confirm.Confirmation;
import io.vxplan.host.confirm.Confirmation.Answer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "revert",
        description = {
            "Undo now what an apply --confirm did, on all hosts that wait for a confirmation.",
            "Each is as it was before then; it would have come to that by itself when the time is up."
        },
        footer = {"  vxplan apply inventory.yaml --confirm 5m", "  vxplan revert inventory.yaml"})
public final class RevertCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;
    @Mixin private HostOptions hostOptions;

    @Override
    public Integer call() {
        return new Decision(program, projectOptions, hostOptions)
                .make(Confirmation::revert, Answer.REVERTED);
    }
}

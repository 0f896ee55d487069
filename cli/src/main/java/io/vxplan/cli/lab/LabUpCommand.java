package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.lab.Blueprint;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "up",
        description = {
            "Build the lab and leave it there.",
            "The last line is the path of the lab's own inventory, which plan, apply, verify, destroy and the rest take like any other."
        },
        footer = "  vxplan apply $(vxplan lab up inventory.yaml)")
final class LabUpCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabOptions options;

    @Override
    public Integer call() {
        return lab.whereLabsStay(options.provider(), this::up);
    }

    private int up() throws LabException {
        Optional<Blueprint> blueprint = options.blueprint(lab.terminal());
        if (blueprint.isEmpty()) {
            return ExitCode.ERROR;
        }
        lab.terminal().result(Lab.up(blueprint.get(), lab.terminal()::say).inventory().toString());
        return ExitCode.DONE;
    }
}

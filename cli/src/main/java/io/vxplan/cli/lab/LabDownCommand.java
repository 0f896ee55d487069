package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.lab.Lab;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "down",
        description = "Remove the lab, and what a crash left of one.",
        footer = "  vxplan lab down inventory.yaml")
final class LabDownCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabInventory inventory;

    @Override
    public Integer call() {
        return lab.whereLabsStay(() -> {
            Lab.down(inventory.path());
            return ExitCode.DONE;
        });
    }
}

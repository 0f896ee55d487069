package io.vxplan.cli.lab;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "exec",
        description = {
            "Run a command on a host or in a workload of the lab.",
            "It has this terminal's input and output; the exit code is the command's."
        },
        footer = {
            "  vxplan lab exec inventory.yaml h1 -- ip -d link",
            "  vxplan lab exec inventory.yaml blue/web1 -- ping -c 1 10.0.1.12"
        })
final class LabExecCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabInventory inventory;

    @Parameters(
            index = "1",
            paramLabel = "HOST_OR_WORKLOAD",
            description = "A host, an endpoint, or OVERLAY/ENDPOINT where that is not clear.")
    private String place;

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "What to run, after --.")
    private List<String> command;

    @Override
    public Integer call() {
        return lab.whereLabsStay(() -> inventory.lab().exec(place, command));
    }
}

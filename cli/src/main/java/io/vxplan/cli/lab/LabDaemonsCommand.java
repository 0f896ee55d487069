package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "daemons",
        description = {
            "Start or stop the daemons of the lab's hosts, where members of an overlay are discovered.",
            "Elsewhere `apply` makes services of systemd of them; in a lab they are processes of the hosts' namespaces. Start them after `apply`, stop them before `destroy`: they would make anew what it removes."
        },
        footer = {
            "  vxplan lab daemons inventory.yaml start",
            "  vxplan lab status inventory.yaml           # says where their logs are",
            "  vxplan lab daemons inventory.yaml stop"
        })
final class LabDaemonsCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabInventory inventory;

    @Parameters(index = "1", paramLabel = "start|stop", description = "What to do with them.")
    private What what;

    private enum What {
        START,
        STOP
    }

    @Override
    public Integer call() {
        return lab.whereLabsStay(() -> {
            switch (what) {
                case START -> inventory.lab().startDaemons();
                case STOP -> inventory.lab().stopDaemons();
            }
            return ExitCode.DONE;
        });
    }
}

package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        description =
                "Say what of the lab is there: its inventory, hosts, workloads, servers and daemons.",
        footer = "  vxplan lab status inventory.yaml")
final class LabStatusCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabInventory inventory;

    @Override
    public Integer call() {
        return lab.whereLabsStay(this::status);
    }

    private int status() throws LabException {
        Lab.Status status = inventory.lab().status();
        Terminal terminal = lab.terminal();
        terminal.result("lab        " + status.record().name());
        terminal.result("provider   " + status.provider());
        terminal.result("inventory  " + status.inventory());
        status.record()
                .hosts()
                .forEach((host, namespace) ->
                        terminal.result("host       " + host + "  " + namespace));
        status.record()
                .workloads()
                .forEach(workload ->
                        terminal.result(
                                "workload   "
                                        + workload.overlay()
                                        + "/"
                                        + workload.endpoint()
                                        + "  "
                                        + workload.namespace()));
        status.record()
                .servers()
                .forEach(server ->
                        terminal.result(
                                "server     "
                                        + server.name()
                                        + "  "
                                        + String.join(",", server.addresses())
                                        + "  "
                                        + server.namespace()));
        status.daemons()
                .forEach(daemon ->
                        terminal.result(
                                "daemon     "
                                        + daemon.name()
                                        + (daemon.running() ? "  runs  " : "  does not run  ")
                                        + daemon.log()));
        status.missing().forEach(name -> terminal.result("missing    " + name));
        return status.missing().isEmpty() ? ExitCode.DONE : ExitCode.ERROR;
    }
}

package io.vxplan.cli.router;

import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "router",
        description = {
            "The data plane of an overlay whose members come and go.",
            "Keeps this host's VXLAN device, FDB entries and routes as discovery says."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RouterRunCommand.class,
        footer = "  vxplan router run --config routing.yaml")
public final class RouterCommand implements Runnable {
    @ParentCommand private Program program;
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    Terminal terminal() {
        return program.terminal();
    }
}

package io.vxplan.cli.discovery;

import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "discovery",
        description = {
            "Find out who takes part in an overlay right now.",
            "The control plane: it touches no interface, and needs no privilege."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DiscoveryRunCommand.class,
        footer = "  STACK_ID=stack-a VNI=1000 vxplan discovery run")
public final class DiscoveryCommand implements Runnable {
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

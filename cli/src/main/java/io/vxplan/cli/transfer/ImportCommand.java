package io.vxplan.cli.transfer;

import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Make an inventory and a topology from what another program has.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ImportDockerRouterCommand.class,
        footer = "  vxplan import docker-router routing.yaml --output-dir stacks")
public final class ImportCommand implements Runnable {
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

package io.vxplan.cli.transfer;

import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "render",
        description = "Write what the topology says in the form of another program.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RenderComposeCommand.class,
        footer = "  vxplan render compose inventory.yaml --host stack-a --output-dir stack-a")
public final class RenderCommand implements Runnable {
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

package io.vxplan.cli;

import io.vxplan.cli.output.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// A word that only goes before others: `router` before `run`.
public abstract class CommandGroup implements Runnable {
    @ParentCommand private Program program;
    @Spec private CommandSpec spec;

    /// Without a command.
    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    public final Terminal terminal() {
        return program.terminal();
    }
}

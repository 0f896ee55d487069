package io.vxplan.cli;

import io.vxplan.cli.manual.CompletionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program's entrance.
@Command(
        name = "vxplan",
        version = "vxplan 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = CompletionCommand.class,
        description = "Declarative VXLAN overlays between Linux machines.")
public final class Main {
    private Main() {}

    /// All commands, wired: what runs, and what manual pages and completion are made from.
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}

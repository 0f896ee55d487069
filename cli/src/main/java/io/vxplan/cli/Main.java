package io.vxplan.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program's entrance.
@Command(
        name = "vxplan",
        version = "vxplan 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Declarative VXLAN overlays between Linux machines.")
public final class Main {
    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}

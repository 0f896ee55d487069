package io.vxplan.cli.start;

import io.vxplan.cli.Main;
import io.vxplan.cli.output.Terminal;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/// Does once, without a word, what commands commonly do, so that Java writes into its AOT cache the
/// classes that they need: `Training INVENTORY`. It reads this machine's network and changes
/// nothing; one host of the inventory refuses the connection.
public final class Training {
    private Training() {}

    public static void main(String[] args) {
        String inventory = args[0];
        List.of(
                        List.of("--version"),
                        List.of("--help"),
                        List.of("validate", inventory),
                        List.of("inventory", inventory),
                        List.of("explain", inventory),
                        List.of("graph", inventory),
                        List.of("plan", inventory),
                        List.of("plan", "--output", "json", inventory),
                        List.of("lab", "status", inventory),
                        // Of a file that is not there: all but the work itself.
                        List.of("discovery", "run", "--config", inventory + ".none"),
                        List.of("router", "run", "--config", inventory + ".none"))
                .forEach(Training::execute);
    }

    private static void execute(List<String> command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String[] arguments = command.toArray(String[]::new);
        Main.commandLine(new Terminal(nowhere, nowhere, false, false), arguments)
                .execute(arguments);
    }
}

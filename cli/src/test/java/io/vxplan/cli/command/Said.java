package io.vxplan.cli.command;

import io.vxplan.cli.Main;
import io.vxplan.cli.output.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the program said, run within this process with nobody to answer.
///
/// @param results standard output
/// @param messages standard error
public record Said(int exitCode, String results, String messages) {

    /// Words with a dot are files of the folder, and written so in what it says: as a user in that
    /// folder would type and see them.
    public static Said in(Path folder, String command) {
        StringWriter results = new StringWriter();
        StringWriter messages = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(results), new PrintWriter(messages), false, false);
        String[] words =
                Stream.of(command.split(" "))
                        .map(word -> word.contains(".") ? folder.resolve(word).toString() : word)
                        .toArray(String[]::new);
        int exitCode = Main.commandLine(terminal, words).execute(words);
        return new Said(exitCode, results.toString(), messages.toString()).without(folder + "/");
    }

    Said without(String text) {
        return new Said(exitCode, results.replace(text, ""), messages.replace(text, ""));
    }
}

package io.vxplan.cli.manual;

import io.vxplan.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Writes every command's manual page and the completion script into the folders of a `share`
/// directory, where man and bash look for them: `ManualPages SHARE DATE`.
public final class ManualPages {
    private ManualPages() {}

    public static void main(String[] args) throws IOException {
        Path share = Path.of(args[0]);
        CommandLine root = Main.commandLine();
        Path pages = Files.createDirectories(share.resolve("man/man1"));
        write(root.getCommandSpec(), pages, args[1]);
        Path completions = Files.createDirectories(share.resolve("bash-completion/completions"));
        String name = root.getCommandName();
        Files.writeString(completions.resolve(name), AutoComplete.bash(name, root));
    }

    private static void write(CommandSpec command, Path folder, String date) throws IOException {
        Path page = folder.resolve(ManualPage.name(command) + ".1");
        Files.writeString(page, ManualPage.of(command, date));
        for (CommandSpec child : ManualPage.children(command)) {
            write(child, folder, date);
        }
    }
}

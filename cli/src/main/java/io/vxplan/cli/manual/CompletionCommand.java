package io.vxplan.cli.manual;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints a completion script. picocli's serves both shells: in zsh it turns on bash's way of
/// completing.
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in your shell.",
        mixinStandardHelpOptions = true,
        footer = {
            "  source <(vxplan completion bash)     in this shell",
            "  vxplan completion bash > ~/.local/share/bash-completion/completions/vxplan",
            "                                       in every shell from now on",
        })
public final class CompletionCommand implements Runnable {
    /// The shells there are scripts for.
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var root = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        switch (shell) {
            case BASH, ZSH -> out.print(AutoComplete.bash(root.name(), root.commandLine()));
        }
        out.flush();
    }
}

package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.LabException;
import io.vxplan.lab.ProviderName;
import io.vxplan.lab.Rootless;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "lab",
        description = {
            "Try a topology on this machine: every host a network namespace (or more: --provider), with real VXLAN between them.",
            "Needs no root, and touches nothing of the machine's own network."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LabRunCommand.class,
            LabUpCommand.class,
            LabDownCommand.class,
            LabStatusCommand.class,
            LabDaemonsCommand.class,
            LabExecCommand.class,
            LabCaptureCommand.class,
            LabMachinesCommand.class
        },
        footer = {
            "  vxplan lab run inventory.yaml           # all of it, and nothing is left",
            "  vxplan lab up inventory.yaml            # prints the lab's own inventory,",
            "  vxplan apply /run/.../inventory.yaml    # which every command takes",
            "  vxplan lab exec inventory.yaml h1 -- ip addr",
            "  vxplan lab down inventory.yaml"
        })
public final class LabCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Spec private CommandSpec spec;

    /// Without a command.
    @Override
    public Integer call() {
        spec.commandLine().usage(terminal().err());
        return ExitCode.ERROR;
    }

    Terminal terminal() {
        return program.terminal();
    }

    /// @return the exit code of another command
    int runAnother(String... arguments) {
        return program.run(arguments);
    }

    /// The words after the program's name.
    List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    /// Something that a lab does, and may fail to do.
    @FunctionalInterface
    interface Action {
        int run() throws LabException;
    }

    /// Runs it where labs stay between commands: without root in namespaces of the user's own.
    int whereLabsStay(Action action) {
        return whereLabsStay(ProviderName.NETNS, action);
    }

    /// The same for a lab that is still to be built.
    int whereLabsStay(ProviderName provider, Action action) {
        return attempt(
                () -> Rootless.neededFor(provider) ? Rootless.inHolder(arguments()) : action.run());
    }

    /// Runs it, and says what went wrong.
    int attempt(Action action) {
        try {
            return action.run();
        } catch (LabException e) {
            String advice = e.advice().isEmpty() ? "" : "; " + e.advice();
            terminal().say("vxplan: " + e.getMessage() + advice);
            return ExitCode.ERROR;
        } finally {
            terminal().flush();
        }
    }
}

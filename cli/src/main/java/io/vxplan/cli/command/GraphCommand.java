package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.graph.TopologyGraph;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "graph",
        description = {
            "Draw the topology as SVG: hosts, overlays, addresses, and what is behind them.",
            "Works offline: no host is asked."
        },
        footer = "  vxplan graph inventory.yaml -o topology.svg")
public final class GraphCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write it; default: standard output.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        return Workspace.open(projectOptions, program.terminal())
                .map(workspace ->
                        write(
                                TopologyGraph.svg(
                                        workspace.project().topology(),
                                        workspace.compilation().allocations())))
                .orElse(ExitCode.ERROR);
    }

    private int write(String svg) {
        if (file == null) {
            program.terminal().out().print(svg);
            program.terminal().flush();
            return ExitCode.DONE;
        }
        try {
            Files.writeString(file, svg);
            return ExitCode.DONE;
        } catch (IOException e) {
            program.terminal()
                    .problem(
                            Diagnostic.error(
                                    "can't write " + file + ": " + FileFailure.reason(e), ""));
            return ExitCode.ERROR;
        }
    }
}

package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.Desired;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Overlay;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Commands;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "explain",
        description = {
            "Print what the topology says a host should be, as commands of ip, bridge and nft.",
            "Works offline: no host is asked."
        },
        footer = {
            "  vxplan explain inventory.yaml h1",
            "  vxplan explain inventory.yaml        # every host"
        })
public final class ExplainCommand implements Callable<Integer> {
    @ParentCommand private Program program;
    @Mixin private ProjectOptions projectOptions;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "HOST",
            description = "A host of the inventory; default: all.")
    private @Nullable String host;

    @Override
    public Integer call() {
        return Workspace.open(projectOptions, program.terminal())
                .flatMap(workspace ->
                        Desired.declared(workspace, program.terminal())
                                .map(desired -> explain(workspace, desired)))
                .orElse(ExitCode.ERROR);
    }

    private int explain(Workspace workspace, Desired desired) {
        Terminal terminal = program.terminal();
        if (host == null) {
            workspace
                    .project()
                    .topology()
                    .hosts()
                    .keySet()
                    .forEach(name -> explain(workspace, desired, name));
        } else {
            HostName name = new HostName(host);
            if (!workspace.project().topology().hosts().containsKey(name)) {
                terminal.problem(
                        Diagnostic.error(
                                "host '" + host + "' is in no overlay", "see `vxplan inventory`"));
                return ExitCode.ERROR;
            }
            explain(workspace, desired, name);
        }
        terminal.flush();
        return ExitCode.DONE;
    }

    private void explain(Workspace workspace, Desired desired, HostName name) {
        program.terminal().result("# " + name);
        desired.states()
                .apply(name)
                .inOrder()
                .flatMap(resource -> Commands.of(new Change.Create(resource)).stream())
                .forEach(command -> program.terminal().result(command.toString()));
        workspace.project().topology().overlays().stream()
                .filter(overlay -> overlay.members().containsKey(name))
                .forEach(overlay ->
                        overlay.discoveredBy()
                                .ifPresent(by -> program.terminal().result(daemons(overlay, by))));
    }

    private static String daemons(Overlay overlay, String discovery) {
        return "# overlay %s: members are discovered by '%s'; the router on the host keeps its FDB entries, neighbours and routes"
                .formatted(overlay.name(), discovery);
    }
}

package io.vxplan.cli.lab;

import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.lab.Blueprint;
import io.vxplan.lab.LabConnection;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a lab is made from, and how its hosts are reached.
final class LabOptions {
    @Mixin private ProjectOptions projectOptions;

    @Option(
            names = "--connection",
            paramLabel = "netns|ssh",
            defaultValue = "netns",
            description =
                    "How the lab's own inventory reaches its hosts (default: ${DEFAULT-VALUE}): netns enters their namespaces, ssh goes through a real sshd in each (needs root).")
    private LabConnection connection;

    LabConnection connection() {
        return connection;
    }

    /// @return empty where there is a mistake in the files: printed
    Optional<Blueprint> blueprint(Terminal terminal) {
        return Workspace.open(projectOptions, terminal)
                .map(workspace ->
                        new Blueprint(projectOptions.inventory(), workspace.project(), connection));
    }
}

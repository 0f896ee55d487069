package io.vxplan.cli.lab;

import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.lab.Blueprint;
import io.vxplan.lab.LabConnection;
import io.vxplan.lab.ProviderName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a lab is made from, and how its hosts are reached.
final class LabOptions {
    @Mixin private ProjectOptions projectOptions;

    @Option(
            names = "--provider",
            paramLabel = "netns|docker|vagrant",
            defaultValue = "netns",
            description =
                    "What hosts are (default: ${DEFAULT-VALUE}): network namespaces, containers, or virtual machines.")
    private ProviderName provider;

    @Option(
            names = "--connection",
            paramLabel = "netns|ssh",
            description =
                    "How the lab's own inventory reaches hosts that are namespaces (default: netns): netns enters them, ssh goes through a real sshd in each (needs root).")
    private @Nullable LabConnection connection;

    ProviderName provider() {
        return provider;
    }

    /// @return empty where there is a mistake in the files: printed
    Optional<Blueprint> blueprint(Terminal terminal) {
        return Workspace.open(projectOptions, terminal)
                .map(workspace ->
                        new Blueprint(
                                projectOptions.inventory(),
                                workspace.project(),
                                provider,
                                Optional.ofNullable(connection)));
    }
}

package io.vxplan.cli.transfer;

import static java.util.Objects.requireNonNull;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.files.OutputFile;
import io.vxplan.cli.files.OutputFile.Existing;
import io.vxplan.cli.files.OutputFolder;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.project.Workspace;
import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Overlay;
import io.vxplan.router.convert.ComposeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "compose",
        description = {
            "Write a folder for Docker Compose: discovery and router of one host as containers.",
            "Two containers, of which only the router may change interfaces; or one with both.",
            "Works offline: no host is asked."
        },
        footer = {
            "  vxplan render compose inventory.yaml --host stack-a --output-dir stack-a",
            "  vxplan render compose inventory.yaml --host a --output-dir a --single"
        })
final class RenderComposeCommand implements Callable<Integer> {
    @ParentCommand private RenderCommand parent;
    @Mixin private ProjectOptions projectOptions;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            required = true,
            description = "The host that the containers will run on.")
    private String host;

    @Option(
            names = "--overlay",
            paramLabel = "NAME",
            description = "The overlay; not needed where the host is in one only.")
    private @Nullable String overlay;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            required = true,
            description = "Where the files are written.")
    private Path folder;

    @Option(names = "--single", description = "Both daemons in one container.")
    private boolean single;

    @Option(
            names = "--force",
            description = "Overwrite files that vxplan has not made, or that were changed since.")
    private boolean force;

    @Override
    public Integer call() {
        return Workspace.open(projectOptions, parent.terminal())
                .flatMap(this::rendered)
                .filter(compose ->
                        new OutputFolder(folder, force).write(files(compose), terminal()))
                .map(_ -> ExitCode.DONE)
                .orElse(ExitCode.ERROR);
    }

    private Terminal terminal() {
        return parent.terminal();
    }

    private Optional<ComposeFolder> rendered(Workspace workspace) {
        return overlay(workspace)
                .flatMap(chosen -> {
                    Parsed<ComposeFolder> rendered =
                            ComposeFolder.of(
                                    workspace.project().topology(),
                                    workspace.compilation().allocations(),
                                    chosen,
                                    new HostName(host),
                                    single);
                    terminal().problems(rendered.problems());
                    terminal().problems(unlocked(workspace, chosen));
                    return rendered.value();
                });
    }

    /// Nobody writes the lock file here: what is in the folder would be forgotten.
    private static List<Diagnostic> unlocked(Workspace workspace, Overlay overlay) {
        return workspace.compilation().newAllocations().stream()
                .filter(each -> each.overlay().equals(overlay.name()))
                .filter(each ->
                        requireNonNull(overlay.members().get(each.host())).addresses().isEmpty())
                .map(each ->
                        Diagnostic.warning(
                                overlay.at(),
                                "address %s of host '%s' is in no file of yours"
                                        .formatted(each.address(), each.host()),
                                "another time it may be another: give it under `members`"))
                .toList();
    }

    private Optional<Overlay> overlay(Workspace workspace) {
        List<Overlay> of =
                workspace.project().topology().overlays().stream()
                        .filter(each -> each.members().containsKey(new HostName(host)))
                        .toList();
        List<String> names = of.stream().map(Overlay::name).toList();
        Optional<Overlay> chosen =
                of.stream()
                        .filter(each -> overlay == null || each.name().equals(overlay))
                        .filter(_ -> overlay != null || of.size() == 1)
                        .findFirst();
        if (of.isEmpty()) {
            List<String> hosts = workspace.overlayHosts().stream().map(HostName::value).toList();
            terminal()
                    .problem(
                            Diagnostic.error(
                                    "host '" + host + "' is in no overlay",
                                    Nearest.advice(host, hosts)));
        } else if (chosen.isEmpty()) {
            terminal()
                    .problem(
                            Diagnostic.error(
                                    overlay == null
                                            ? "host '%s' is in several overlays".formatted(host)
                                            : "host '%s' is not in overlay '%s'"
                                                    .formatted(host, overlay),
                                    "say --overlay, one of " + String.join(", ", names)));
        }
        return chosen;
    }

    private static List<OutputFile> files(ComposeFolder compose) {
        return compose.files().entrySet().stream()
                .map(file ->
                        new OutputFile(
                                file.getKey(),
                                file.getValue(),
                                file.getKey().equals(ComposeFolder.SETTINGS)
                                        ? Existing.KEEP
                                        : Existing.REPLACE_OURS,
                                file.getKey().equals(ComposeFolder.SECRETS)))
                .toList();
    }
}

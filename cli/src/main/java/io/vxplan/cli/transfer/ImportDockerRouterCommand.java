package io.vxplan.cli.transfer;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.files.OutputFile;
import io.vxplan.cli.files.OutputFile.Existing;
import io.vxplan.cli.files.OutputFolder;
import io.vxplan.cli.output.Terminal;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.router.convert.ImportedTopology;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "docker-router",
        description = {
            "Import a routing.yaml of docker-router: the same overlay, of listed hosts.",
            "Every stack becomes a host; device, FDB entries and routes stay the same.",
            "Where the hosts are is not in that file, but in discovery.json or --address."
        },
        footer = {
            "  vxplan import docker-router routing.yaml",
            "  vxplan import docker-router routing.yaml --address stack-a=10.0.1.5",
            "  vxplan import docker-router routing.yaml --state discovery.json",
            "  vxplan import docker-router routing.yaml --output-dir stacks"
        })
final class ImportDockerRouterCommand implements Callable<Integer> {
    @ParentCommand private ImportCommand parent;

    @Parameters(paramLabel = "ROUTING", description = "The routing.yaml of one stack.")
    private Path file;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "A discovery.json: where the stacks are, and what they say of themselves.")
    private @Nullable Path state;

    @Option(
            names = "--address",
            paramLabel = "STACK=ADDRESS",
            description = "Where a stack's host is in the underlay; may be repeated.")
    private Map<String, String> addresses = new TreeMap<>();

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "Where inventory.yaml and topology.yaml are written; default: both to standard output.")
    private @Nullable Path folder;

    @Option(names = "--force", description = "Overwrite files that are there already.")
    private boolean force;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        List<Diagnostic> problems = new ArrayList<>();
        // The file alone: whoever imports it is not the router's environment.
        Parsed<Routing> routing = RoutingReader.readFile(file, Map.of());
        problems.addAll(routing.problems());
        List<Stack> present = present(problems);
        Map<String, Located<IpAddress>> underlay = underlay(problems);
        if (problems.stream().anyMatch(Diagnostic::isError) || routing.value().isEmpty()) {
            terminal.problems(problems);
            return ExitCode.ERROR;
        }
        Parsed<ImportedTopology> imported =
                ImportedTopology.of(
                        routing.value().get(), file.getFileName().toString(), present, underlay);
        problems.addAll(imported.problems());
        terminal.problems(problems);
        return imported.hasErrors() ? ExitCode.ERROR : write(imported.value().orElseThrow());
    }

    private int write(ImportedTopology imported) {
        Terminal terminal = parent.terminal();
        if (folder == null) {
            terminal.out().print("# inventory.yaml\n" + imported.inventory());
            terminal.out().print("\n# topology.yaml\n" + imported.topology());
            terminal.flush();
            return ExitCode.DONE;
        }
        List<OutputFile> files =
                List.of(
                        new OutputFile(
                                "inventory.yaml", imported.inventory(), Existing.REFUSE, false),
                        new OutputFile(
                                "topology.yaml", imported.topology(), Existing.REFUSE, false));
        return new OutputFolder(folder, force).write(files, terminal)
                ? ExitCode.DONE
                : ExitCode.ERROR;
    }

    private List<Stack> present(List<Diagnostic> problems) {
        if (state == null) {
            return List.of();
        }
        String why;
        try {
            return DiscoveryJson.read(Files.readAllBytes(state)).peers().stream()
                    .map(Peer::stack)
                    .toList();
        } catch (DiscoveryFormatException e) {
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            why = FileFailure.reason(e);
        }
        problems.add(
                Diagnostic.error(
                        new Location(state.toString(), 0, 0),
                        "can't read it: " + why,
                        "it must be what `vxplan discovery run` writes"));
        return List.of();
    }

    private Map<String, Located<IpAddress>> underlay(List<Diagnostic> problems) {
        Location at = new Location("--address", 0, 0);
        Map<String, Located<IpAddress>> underlay = new TreeMap<>();
        addresses.forEach((stack, text) -> {
            try {
                underlay.put(stack, new Located<>(IpAddress.parse(text), at));
            } catch (IllegalArgumentException e) {
                problems.add(
                        Diagnostic.error(
                                at,
                                "'%s' of stack '%s' is no address".formatted(text, stack),
                                "it must be an IP address"));
            }
        });
        return underlay;
    }
}

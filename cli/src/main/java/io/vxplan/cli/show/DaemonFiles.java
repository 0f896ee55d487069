package io.vxplan.cli.show;

import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the daemons of this host have written.
final class DaemonFiles {
    private static final List<String> ROUTE =
            List.of("destination", "next_hop", "interface", "source");

    private static final Path ROOT = Path.of("/");

    @Option(
            names = "--of",
            paramLabel = "TOPOLOGY/DISCOVERY",
            description =
                    "The daemons that apply put here for this entry of this topology. Default: the only ones of this host.")
    private @Nullable String pair;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where discovery.json is, where it is elsewhere.")
    private @Nullable Path stateFolder;

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description = "Where routes.json is, where it is elsewhere.")
    private @Nullable Path runFolder;

    /// A file can't be shown.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String advice;

        Unreadable(String message, String advice) {
            super(message);
            this.advice = advice;
        }

        Diagnostic problem() {
            return Diagnostic.error(String.valueOf(getMessage()), advice);
        }
    }

    private Path stateFolder() throws Unreadable {
        return stateFolder == null ? folders(ROOT, pair).state() : stateFolder;
    }

    private Path runFolder() throws Unreadable {
        return runFolder == null ? folders(ROOT, pair).run() : runFolder;
    }

    /// Of the daemons that are meant.
    ///
    /// @param pair `TOPOLOGY/DISCOVERY`; null for the only ones of the host
    static Folders folders(Path root, @Nullable String pair) throws Unreadable {
        List<String> installed = installed(root);
        if (pair != null) {
            if (!installed.contains(pair)) {
                throw new Unreadable(
                        "this host has no daemons of " + pair,
                        installed.isEmpty()
                                ? "`vxplan apply` puts them on hosts whose overlays have discovered members"
                                : "it has those of " + String.join(", ", installed));
            }
            return Folders.of(root, pair);
        }
        Folders own = Folders.own(root);
        if (installed.isEmpty()) {
            return own;
        }
        if (installed.size() > 1 || own.exist()) {
            throw new Unreadable(
                    "this host has daemons of "
                            + String.join(", ", installed)
                            + (own.exist() ? ", and others in " + own.state() : ""),
                    "say which: --of %s, or --state-dir and --run-dir"
                            .formatted(installed.getFirst()));
        }
        return Folders.of(root, installed.getFirst());
    }

    private static List<String> installed(Path root) throws Unreadable {
        try {
            return Folders.installed(root);
        } catch (IOException e) {
            throw new Unreadable(
                    "can't see which daemons this host has: " + FileFailure.reason(e),
                    "say where they write: --state-dir, --run-dir");
        }
    }

    DiscoveryState discovery() throws Unreadable {
        Path file = stateFolder().resolve(DiscoveryFile.NAME);
        try {
            return DiscoveryJson.read(bytes(file, "--state-dir", "discovery"));
        } catch (DiscoveryFormatException e) {
            throw malformed(file, String.valueOf(e.getMessage()));
        }
    }

    Table routes() throws Unreadable {
        Path file = runFolder().resolve("routes.json");
        byte[] bytes = bytes(file, "--run-dir", "router");
        try {
            Table table = new Table(ROUTE);
            for (JsonNode route : JsonMapper.shared().readTree(bytes).path("routes")) {
                table.add(ROUTE.stream().map(key -> route.path(key).asString("")).toArray());
            }
            return table;
        } catch (JacksonException e) {
            throw malformed(file, e.getOriginalMessage());
        }
    }

    private static byte[] bytes(Path file, String option, String daemon) throws Unreadable {
        try {
            return Files.readAllBytes(file);
        } catch (AccessDeniedException _) {
            throw new Unreadable("can't read " + file + ": permission denied", "ask as root");
        } catch (IOException e) {
            throw new Unreadable(
                    "can't read %s: %s".formatted(file, FileFailure.reason(e)),
                    "`vxplan %s run` writes it; say where by %s".formatted(daemon, option));
        }
    }

    private static Unreadable malformed(Path file, String why) {
        return new Unreadable(
                "%s is not as it should be: %s".formatted(file, why), "see who else writes it");
    }
}

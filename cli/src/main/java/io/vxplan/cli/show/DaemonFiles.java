package io.vxplan.cli.show;

import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the daemons of this host have written.
final class DaemonFiles {
    private static final List<String> ROUTE =
            List.of("destination", "next_hop", "interface", "source");

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "/var/lib/docker-router",
            description = "Where discovery.json is (${DEFAULT-VALUE}).")
    private Path stateFolder;

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            defaultValue = "/run/docker-router",
            description = "Where routes.json is (${DEFAULT-VALUE}).")
    private Path runFolder;

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

    DiscoveryState discovery() throws Unreadable {
        Path file = stateFolder.resolve(DiscoveryFile.NAME);
        try {
            return DiscoveryJson.read(bytes(file, "--state-dir", "discovery"));
        } catch (DiscoveryFormatException e) {
            throw malformed(file, String.valueOf(e.getMessage()));
        }
    }

    Table routes() throws Unreadable {
        Path file = runFolder.resolve("routes.json");
        byte[] bytes = bytes(file, "--run-dir", "router");
        try {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode route : JsonMapper.shared().readTree(bytes).path("routes")) {
                rows.add(ROUTE.stream().map(key -> route.path(key).asString("")).toList());
            }
            return new Table(ROUTE, rows);
        } catch (JacksonException e) {
            throw malformed(file, e.getOriginalMessage());
        }
    }

    private static byte[] bytes(Path file, String option, String daemon) throws Unreadable {
        try {
            return Files.readAllBytes(file);
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

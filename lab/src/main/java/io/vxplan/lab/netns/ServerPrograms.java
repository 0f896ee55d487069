package io.vxplan.lab.netns;

import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Lifetime;
import io.vxplan.lab.Processes;
import io.vxplan.lab.servers.LabServer;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Starts the servers by which hosts find each other.
final class ServerPrograms {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ServerPrograms() {}

    static void start(
            LabFolder folder, List<LabServer> servers, String namespace, Lifetime lifetime)
            throws LabException {
        for (LabServer server : servers) {
            program(folder, server.name(), server)
                    .start(namespace, lifetime, "+all", Map.of(), server.command());
        }
        for (LabServer server : servers) {
            of(folder, server.name()).awaitLog(server.ready(), PATIENCE);
        }
    }

    static void requirePrograms(List<LabServer> servers) throws LabException {
        for (LabServer server : servers) {
            String program = server.command().getFirst();
            if (Processes.run("", "sh", "-c", "command -v " + program).exitCode() != 0) {
                throw new LabException(
                        "the hosts of this lab find each other by %s, which is not on this machine"
                                .formatted(program),
                        "install it; Debian and Ubuntu have it in the package "
                                + server.debianPackage());
            }
        }
    }

    static Background of(LabFolder folder, String name) {
        return new Background(folder.servers().resolve(name), name);
    }

    private static Background program(LabFolder folder, String name, LabServer server)
            throws LabException {
        Background program = of(folder, name);
        Path own = program.folder();
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new LabException("can't make " + own + ": " + FileFailure.reason(e), "", e);
        }
        for (Map.Entry<String, String> file : server.files(own).entrySet()) {
            LabFolder.write(own.resolve(file.getKey()), file.getValue());
        }
        return program;
    }
}

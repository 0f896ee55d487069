package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.discovery.state.AtomicFile;
import io.vxplan.discovery.state.FolderLock;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.router.overlay.RouteEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `routes.json`: the routes to networks behind peers, for people and programs that want to know.
///
/// A folder has one writer: a second router, of another overlay, routes all the same.
final class RoutesFile implements AutoCloseable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final Path file;
    private final Log log;
    private Optional<FolderLock> lock = Optional.empty();
    private Optional<List<RouteEntry>> written = Optional.empty();

    RoutesFile(Path folder, Log log) {
        this.folder = folder;
        this.file = folder.resolve("routes.json");
        this.log = log;
    }

    void write(List<RouteEntry> routes) {
        if (written.filter(routes::equals).isPresent()) {
            return;
        }
        try {
            takeFolder();
            AtomicFile.replace(file, json(routes));
            written = Optional.of(List.copyOf(routes));
            log.problems(file.toString(), List.of());
        } catch (IOException e) {
            log.problems(
                    file.toString(),
                    List.of(
                            Diagnostic.warning(
                                    "can't write %s: %s".formatted(file, FileFailure.reason(e)),
                                    "routes are set all the same")));
        }
    }

    private void takeFolder() throws IOException {
        if (lock.isEmpty()) {
            Files.createDirectories(folder);
            lock =
                    Optional.of(
                            FolderLock.take(folder, ProcessHandle.current().pid(), Instant.now()));
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    static byte[] json(List<RouteEntry> routes) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("routes");
        for (RouteEntry route : routes) {
            list.addObject()
                    .put("destination", route.destination().toString())
                    .put("next_hop", route.nextHop().toString())
                    .put("interface", route.device().toString())
                    .put("source", route.source().word());
        }
        return MAPPER.writeValueAsBytes(root);
    }
}

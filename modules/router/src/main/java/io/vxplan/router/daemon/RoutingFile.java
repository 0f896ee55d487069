package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/// `routing.yaml`, read anew when it has changed. One with mistakes is told and not followed: what
/// stood there before goes on.
public final class RoutingFile implements RoutingSource {
    private final Path file;
    private final Map<String, String> environment;
    private final Log log;
    private Optional<Stamp> read;
    private Routing routing;
    private volatile Optional<String> problem = Optional.empty();

    /// What another content has as well only where somebody takes pains.
    private record Stamp(FileTime changed, long size, Optional<Object> file) {}

    /// @param routing that was read a moment ago
    public RoutingFile(Path file, Map<String, String> environment, Routing routing, Log log) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.routing = routing;
        this.log = log;
        this.read = stamp();
    }

    @Override
    public Routing current() {
        Optional<Stamp> now = stamp();
        if (!now.equals(read)) {
            read = now;
            Parsed<Routing> parsed = RoutingReader.readFile(file, environment);
            log.problems(file.toString(), parsed.problems());
            parsed.value().filter(_ -> !parsed.hasErrors()).ifPresent(this::follow);
            problem =
                    parsed.problems().stream()
                            .filter(Diagnostic::isError)
                            .findFirst()
                            .map(mistake ->
                                    "%s is not followed since it was changed: %s"
                                            .formatted(file, mistake.summary()));
            problem.ifPresent(_ -> log.warn(file + ": what stood there before goes on"));
        }
        return routing;
    }

    private void follow(Routing changed) {
        if (!changed.equals(routing)) {
            log.info(file + " has changed, and is followed");
        }
        routing = changed;
    }

    /// Empty where there is no such file, which is a mistake too.
    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(
                            attributes.lastModifiedTime(),
                            attributes.size(),
                            Optional.ofNullable(attributes.fileKey())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(file);
    }
}

package io.vxplan.router.daemon;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.vxplan.daemon.Log;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Tells when a file changes. It is the folder that is watched: the file itself may be another one
/// after each writing.
final class FileWatch implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// Until a folder is there. Who makes it starts at the same time as we, and a host that joins
    /// waits for us.
    private static final Duration SOON = Duration.ofMillis(50);

    private final Path folder;
    private final Path name;
    private final Runnable onChange;
    private final Log log;
    private final WatchService watcher;

    /// @param onChange any thread; also called when something may have been missed
    FileWatch(Path file, Runnable onChange, Log log) throws IOException {
        this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        this.name = Objects.requireNonNull(file.getFileName());
        this.onChange = onChange;
        this.log = log;
        this.watcher = folder.getFileSystem().newWatchService();
        Thread.ofVirtual().name("watch").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(follow());
            }
        } catch (ClosedWatchServiceException _) {
            // the end
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns where the folder can't be watched, or is gone; the file is looked at then.
    ///
    /// @return when to try again
    private Duration follow() throws InterruptedException {
        try {
            WatchKey key = folder.register(watcher, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            log.problems("watching " + folder, List.of());
            do {
                // What was written before the folder was watched, too.
                onChange.run();
                waitFor();
            } while (key.isValid());
            onChange.run();
            return SOON;
        } catch (NoSuchFileException | NotDirectoryException _) {
            // That is told by who reads the file.
            return SOON;
        } catch (IOException e) {
            log.problems(
                    "watching " + folder,
                    List.of(
                            Diagnostic.warning(
                                    "can't watch " + folder + ": " + FileFailure.reason(e),
                                    "it is looked at each second instead")));
            onChange.run();
            return RETRY;
        }
    }

    /// Until the file changed, or the folder is gone.
    private void waitFor() throws InterruptedException {
        boolean changed = false;
        while (!changed) {
            WatchKey key = watcher.take();
            changed = key.pollEvents().stream().anyMatch(this::isOfFile);
            changed |= !key.reset();
        }
    }

    /// Events without a name say that some were lost.
    private boolean isOfFile(WatchEvent<?> event) {
        return !(event.context() instanceof Path changed) || changed.equals(name);
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }
}

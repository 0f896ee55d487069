package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.discovery.state.FolderInUseException;
import io.vxplan.discovery.state.FolderLock;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Keeps a second router from a folder: two would undo each other's work for ever. The lock is the
/// kernel's, and ends with the process.
final class RunLock implements AutoCloseable {
    private final Path folder;
    private final Log log;
    private Optional<FolderLock> held = Optional.empty();

    RunLock(Path folder, Log log) {
        this.folder = folder;
        this.log = log;
    }

    /// Where the folder can't be written there is no lock, which is told.
    ///
    /// @throws FolderInUseException where another has it
    void take() throws FolderInUseException {
        try {
            Files.createDirectories(folder);
            held =
                    Optional.of(
                            FolderLock.take(folder, ProcessHandle.current().pid(), Instant.now()));
        } catch (FolderInUseException e) {
            throw e;
        } catch (IOException e) {
            log.problem(
                    Diagnostic.warning(
                            "can't lock %s: %s".formatted(folder, FileFailure.reason(e)),
                            "a second router of this overlay would not be noticed"));
        }
    }

    @Override
    public void close() throws IOException {
        if (held.isPresent()) {
            held.get().close();
        }
    }
}

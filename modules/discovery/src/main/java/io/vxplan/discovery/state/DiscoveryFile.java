package io.vxplan.discovery.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `discovery.json` as its writer has it: always whole, and written by one process only, which
/// holds `lock.json` for as long as it runs. For one thread.
public final class DiscoveryFile implements AutoCloseable {
    /// Its name in the folder.
    public static final String NAME = "discovery.json";

    /// More than all peers that may be in it take.
    private static final long MAX_BYTES = 64 << 20;

    private final Path folder;
    private final InstantSource clock;
    private @Nullable FolderLock lock;

    public DiscoveryFile(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Where it is.
    public Path path() {
        return folder.resolve(NAME);
    }

    /// Makes the folder ours. Not needed before [#write], which does it too.
    ///
    /// @throws FolderInUseException where another process has it
    /// @throws IOException where it can't be written now
    public void lock() throws IOException {
        if (lock != null && Files.exists(folder.resolve(FolderLock.NAME))) {
            return;
        }
        // Who emptied the folder took the lock away with its file.
        close();
        Files.createDirectories(folder);
        lock = FolderLock.take(folder, ProcessHandle.current().pid(), clock.instant());
    }

    /// What stands there.
    public DiscoveryState read() throws IOException, DiscoveryFormatException {
        if (Files.size(path()) > MAX_BYTES) {
            throw new DiscoveryFormatException("more than %,d bytes".formatted(MAX_BYTES));
        }
        return DiscoveryJson.read(Files.readAllBytes(path()));
    }

    /// @throws IOException with the file as it was before; the next call tries all of it again
    public void write(DiscoveryState state) throws IOException {
        lock();
        AtomicFile.replace(path(), DiscoveryJson.write(state));
    }

    /// Gives the folder free, and leaves the files.
    @Override
    public void close() throws IOException {
        if (lock != null) {
            FolderLock held = lock;
            lock = null;
            held.close();
        }
    }
}

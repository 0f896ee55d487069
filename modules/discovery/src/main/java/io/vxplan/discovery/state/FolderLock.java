package io.vxplan.discovery.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/// `lock.json`: who may write the folder. The lock is the kernel's, and ends with its process; what
/// stands in the file is for people: `{"pid": 123, "since": "..."}`.
///
/// It is a record lock (fcntl), the only one that Java has: `flock` of the shell does not see it.
/// POSIX has a trap there: it ends when the process closes *any* descriptor of the file, so nothing
/// here may open the file once more.
public final class FolderLock implements AutoCloseable {
    /// Its name in the folder.
    static final String NAME = "lock.json";

    private static final int MAX_BYTES = 4_096;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws FolderInUseException where another has it
    public static FolderLock take(Path folder, long pid, Instant since) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(NAME), CREATE, READ, WRITE);
        try {
            if (!isLocked(channel)) {
                throw new FolderInUseException(folder, text(channel));
            }
            String holder = "{\"pid\": %d, \"since\": \"%s\"}%n".formatted(pid, since);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new FolderLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            // Held by this process.
            return false;
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        channel.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

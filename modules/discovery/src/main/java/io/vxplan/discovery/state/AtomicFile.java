package io.vxplan.discovery.state;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Replaces a file as a whole: whoever reads it sees the old content or the new one, after a crash
/// of the machine too. For one writer at a time.
public final class AtomicFile {
    private AtomicFile() {}

    /// @throws IOException with the file as it was before
    public static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(fresh);
        try {
            write(fresh, content);
            Files.move(fresh, file, ATOMIC_MOVE);
        } catch (IOException e) {
            removed(fresh, e);
            throw e;
        }
        syncFolder(file);
    }

    private static void write(Path fresh, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, CREATE_NEW, WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Else the name may reach the disk before the content.
            channel.force(true);
        }
    }

    /// A full disk needs the room of what could not be finished.
    private static void removed(Path fresh, IOException failure) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// The new name stands in the folder, which is a file of its own to the disk.
    private static void syncFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }
}

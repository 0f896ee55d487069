package io.vxplan.discovery.state;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `events.log`: a line of JSON for each event. Where it would grow beyond its limit it becomes
/// `events.log.1`, in the place of the one before. For one writer.
public final class EventLog {
    /// Its name in the folder.
    public static final String NAME = "events.log";

    /// Of a file, in bytes.
    public static final int LIMIT = 1 << 20;

    private static final int PIECE = 1 << 16;

    private final Path file;
    private final int limit;

    public EventLog(Path folder) {
        this(folder, LIMIT);
    }

    EventLog(Path folder, int limit) {
        this.file = folder.resolve(NAME);
        this.limit = limit;
    }

    public Path path() {
        return file;
    }

    /// @throws IOException where the lines, or those at the end, are lost; none is half there
    public void append(List<String> lines) throws IOException {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (String line : lines) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (piece.size() + bytes.length > Math.min(PIECE, limit)) {
                write(piece);
            }
            piece.writeBytes(bytes);
        }
        write(piece);
    }

    private void write(ByteArrayOutputStream piece) throws IOException {
        if (piece.size() == 0) {
            return;
        }
        if (Files.exists(file) && Files.size(file) + piece.size() > limit) {
            Path old = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, old, ATOMIC_MOVE, REPLACE_EXISTING);
        }
        // Opened anew each time: the file may have been moved by others.
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
            append(channel, ByteBuffer.wrap(piece.toByteArray()));
        }
        piece.reset();
    }

    private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        long end = endOfLines(channel);
        channel.truncate(end).position(end);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    /// What a process that was killed left of its last line is no line.
    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0) {
            channel.read(one.clear(), end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }
}

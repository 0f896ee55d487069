package io.vxplan.host.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// What went through an interface since it was made.
public record Traffic(Direction received, Direction sent) {
    /// Of the thread's network namespace, where /proc/net is the process's.
    private static final Path FILE = Path.of("/proc/thread-self/net/dev");

    private static final int OF_ONE_DIRECTION = 8;

    public record Direction(long bytes, long packets, long errors, long dropped) {
        static Direction of(long[] columns, int first) {
            return new Direction(
                    columns[first], columns[first + 1], columns[first + 2], columns[first + 3]);
        }
    }

    /// Empty where there is no such interface.
    static Optional<Traffic> read(String device) throws IOException {
        return of(Files.readString(FILE), device);
    }

    static Optional<Traffic> of(String text, String device) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(device + ":"))
                .map(line -> line.substring(device.length() + 1).strip().split(" +"))
                .filter(columns -> columns.length >= 2 * OF_ONE_DIRECTION)
                .map(columns -> Arrays.stream(columns).mapToLong(Long::parseUnsignedLong).toArray())
                .map(columns ->
                        new Traffic(
                                Direction.of(columns, 0), Direction.of(columns, OF_ONE_DIRECTION)))
                .findFirst();
    }
}

package io.vxplan.discovery.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of the test's own, in memory, which can be full or read-only. Takes root.
public record SmallDisk(Path path) implements AutoCloseable {
    /// @param options of mount
    public static SmallDisk mount(Path path, String options) throws IOException {
        Files.createDirectories(path);
        run("mount", "-t", "tmpfs", "-o", options, "vxplan-test", path.toString());
        return new SmallDisk(path);
    }

    public void remount(String options) throws IOException {
        run("mount", "-o", "remount," + options, path.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + ": " + new String(output, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", path.toString());
    }
}

package io.vxplan.host.machine;

import io.vxplan.testing.Program;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A machine for tests: a namespace for its network, a folder for its files, and a systemd that is
/// a script.
public final class TestMachine implements AutoCloseable {
    private final TestNamespace namespace = new TestNamespace();
    private final Path root;

    /// @param root an empty folder
    public TestMachine(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve("run/systemd/system"));
            Files.createDirectories(root.resolve("etc/systemd/system"));
            Files.createDirectories(root.resolve("etc/systemd/network"));
            Files.createDirectories(root.resolve("opt"));
            Path programs = Files.createDirectories(root.resolve("bin"));
            for (String program : List.of("systemctl", "journalctl")) {
                install(programs.resolve(program));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By a shell. What this process has open for writing may be open for a moment more in a
    /// program that another test starts, and the kernel runs no such file.
    private static void install(Path program) throws IOException {
        String name = String.valueOf(program.getFileName());
        try (InputStream in = TestMachine.class.getResourceAsStream(name)) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            String script = "cat >\"$1\" && chmod 755 \"$1\"";
            Program.run(List.of("sh", "-c", script, "sh", program.toString()), text).succeeded();
        }
    }

    public TestNamespace namespace() {
        return namespace;
    }

    public Machine with(Optional<RuntimeArchive> archive) {
        return new Machine(root.toString(), archive);
    }

    public Path at(String path) {
        return Path.of(root + path);
    }

    /// Runs a script that must succeed, its folder the machine's root, and returns what it printed.
    public String sh(String script) {
        return namespace.sh("cd '" + root + "'; PATH=$PWD/bin:$PATH; " + script);
    }

    /// All that is on its disk, but for what this test put there.
    public List<String> files() {
        String found =
                sh(
                        """
                        find etc opt 2>/dev/null | sort | while read -r path; do
                            printf '%s %s\\n' "$(stat -c '%A %U:%G' "$path")" "$path"
                            if [ -f "$path" ]; then sha256sum <"$path"; fi
                        done
                        """);
        return found.lines().toList();
    }

    /// What systemctl was asked since last time.
    public List<String> log() {
        Path log = root.resolve("run/log");
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            Files.deleteIfExists(log);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> processes =
                Files.list(Files.createDirectories(root.resolve("run/state")))) {
            for (Path file : processes.filter(path -> path.toString().endsWith(".pid")).toList()) {
                long pid = Long.parseLong(Files.readString(file).strip());
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            namespace.close();
        }
    }
}

package io.vxplan.discovery.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Supervision;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.inventory.fields.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A whole daemon in a JVM of its own with little memory, in a network namespace. It ends where
/// that is not enough.
public final class SmallDaemon implements AutoCloseable {
    private final Path folder;
    private final Process process;

    /// @param folder empty
    /// @param settings as in `discovery.yaml`
    public SmallDaemon(String namespace, Path folder, String settings) throws IOException {
        this.folder = folder;
        Path file = Files.writeString(folder.resolve("discovery.yaml"), settings);
        this.process =
                new ProcessBuilder(
                                List.of(
                                        "ip",
                                        "netns",
                                        "exec",
                                        namespace,
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx48m",
                                        "-XX:+UseSerialGC",
                                        "-XX:+ExitOnOutOfMemoryError",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        SmallDaemon.class.getName(),
                                        file.toString(),
                                        folder.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
    }

    /// Until it is killed: `SmallDaemon FILE FOLDER`.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Log log = new Log(LogLevel.INFO, System.out::println);
        new DiscoveryDaemon(
                        SettingsReader.readFile(Path.of(arguments[0]), Map.of())
                                .value()
                                .orElseThrow(),
                        Path.of(arguments[1]),
                        new Ways(),
                        Optional::empty,
                        InstantSource.system(),
                        log,
                        Supervision.of(Map.of(), 0, log))
                .run();
    }

    /// Waits until `discovery.json` has a text.
    public void awaitState(String text) throws IOException, InterruptedException {
        await(text, () -> read("discovery.json").contains(text));
    }

    /// What it said.
    public String output() {
        return read("output");
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return "";
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive()).as("%s:\n%s", what, output()).isTrue();
            assertThat(System.nanoTime()).as("%s:\n%s", what, output()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    /// The most that all of the process ever had in RAM, in MiB.
    public long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .sum();
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

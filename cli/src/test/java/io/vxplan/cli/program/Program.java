package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged program, with examples and a folder of state that are this one's own.
public final class Program {
    /// Tests that make labs run one after the other: hosts of all of them are more than two cores
    /// bear.
    static final String LABS = "labs";

    private static final int NOBODY = 65534;
    private static final long LIMIT_SECONDS = 300;

    private final Path launcher;
    private final Path examples;
    private final Map<String, String> environment;

    /// @param folder empty; the examples are copied there
    public Program(Path folder) throws IOException {
        this(folder, Distribution.launcher());
    }

    /// @param launcher of an installation
    Program(Path folder, Path launcher) throws IOException {
        this.launcher = launcher;
        this.examples = folder.resolve("inventory-examples");
        Distribution.copy(Path.of("..", "inventory-examples"), examples);
        // One that JUnit makes is its owner's alone.
        folder.toFile().setExecutable(true, false);
        Path state = Files.createDirectory(folder.resolve("state"));
        this.environment = Map.of("HOME", "/nonexistent", "XDG_STATE_HOME", state.toString());
        execute(List.of("chmod", "-R", "a+rX", folder.toString()));
        execute(
                List.of(
                        "chown",
                        "-R",
                        NOBODY + ":" + NOBODY,
                        examples.toString(),
                        state.toString()));
    }

    /// @param exitCode of the program
    /// @param output what it printed, results and messages
    record Result(int exitCode, String output) {}

    public Path launcher() {
        return launcher;
    }

    Path inventory(String example) {
        return examples.resolve(example).resolve("inventory.yaml");
    }

    /// Who runs the program.
    enum User {
        ROOT,
        NOBODY
    }

    Result run(User user, String... args) throws IOException {
        return execute(command(user, args));
    }

    /// Starts it and lets it run.
    Running start(User user, String... args) throws IOException {
        return start(command(user, args));
    }

    /// Starts it as root, behind a command such as a tracer's, and lets it run.
    Running start(List<String> before, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(User.ROOT, args));
        return start(command);
    }

    private List<String> command(User user, String... args) {
        String id = Integer.toString(NOBODY);
        List<String> command =
                new ArrayList<>(
                        switch (user) {
                            case ROOT -> List.of();
                            case NOBODY ->
                                    List.of(
                                            "setpriv",
                                            "--reuid",
                                            id,
                                            "--regid",
                                            id,
                                            "--clear-groups");
                        });
        command.add(launcher().toString());
        command.addAll(List.of(args));
        return command;
    }

    private Result execute(List<String> command) throws IOException {
        try (Running running = start(command)) {
            return running.await();
        }
    }

    private Running start(List<String> command) throws IOException {
        Path output = Files.createTempFile("vxplan", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(examples.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }

    /// @param output the file to which it prints
    record Running(Process process, Path output) implements AutoCloseable {
        Result await() throws IOException {
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Result(process.exitValue(), Files.readString(output));
        }

        /// Waits until it has printed something.
        void awaitOutput(String text) throws IOException, InterruptedException {
            Instant limit = Instant.now().plusSeconds(LIMIT_SECONDS);
            while (!Files.readString(output).contains(text)) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    throw new AssertionError(
                            "it never said '" + text + "': " + Files.readString(output));
                }
                Thread.sleep(20);
            }
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}

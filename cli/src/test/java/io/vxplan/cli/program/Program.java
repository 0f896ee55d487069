package io.vxplan.cli.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged program, in a folder that every user may read.
final class Program {
    private static final int NOBODY = 65534;
    private static final long LIMIT_SECONDS = 300;

    private final Path home;
    private final Path examples;

    /// @param folder empty; the program and the examples are copied there
    Program(Path folder) throws IOException {
        this.home = folder.resolve("vxplan");
        this.examples = folder.resolve("inventory-examples");
        copy(Path.of(System.getProperty("distribution")), home);
        Files.createSymbolicLink(home.resolve("runtime"), Path.of(System.getProperty("java.home")));
        copy(Path.of("..", "inventory-examples"), examples);
        execute(folder, List.of("chmod", "-R", "a+rX", folder.toString()));
        execute(folder, List.of("chown", "-R", NOBODY + ":" + NOBODY, examples.toString()));
    }

    /// @param exitCode of the program
    /// @param output what it printed, results and messages
    record Result(int exitCode, String output) {}

    Path inventory(String example) {
        return examples.resolve(example).resolve("inventory.yaml");
    }

    Result run(String... args) throws IOException {
        return execute(home, command(List.of(), args));
    }

    Result runUnprivileged(String... args) throws IOException {
        String id = Integer.toString(NOBODY);
        return execute(
                home,
                command(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"), args));
    }

    private List<String> command(List<String> prefix, String... args) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin/vxplan").toString());
        command.addAll(List.of(args));
        return command;
    }

    private static Result execute(Path folder, List<String> command) throws IOException {
        Path output = Files.createTempFile("vxplan", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("HOME", "/nonexistent");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Result result = new Result(process.exitValue(), Files.readString(output));
        Files.delete(output);
        return result;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            paths.filter(path -> !Files.isSymbolicLink(path))
                    .forEach(path -> copyOne(path, to.resolve(from.relativize(path).toString())));
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

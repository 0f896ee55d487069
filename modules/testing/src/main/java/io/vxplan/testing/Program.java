package io.vxplan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Programs that a test starts on the machine it runs on.
public final class Program {
    private Program() {}

    /// How one ended.
    public record Result(List<String> command, int exitCode, String output, String errors) {
        /// What it printed; a failure fails the test.
        public String succeeded() {
            assertThat(exitCode).as("%s\n%s%s", command, output, errors).isZero();
            return output;
        }
    }

    public static Result run(String... command) {
        return run(List.of(command), "");
    }

    /// @param input for its standard input
    public static Result run(List<String> command, String input) {
        Process process = start(command);
        try {
            CompletableFuture<String> errors = reading(process.getErrorStream());
            CompletableFuture<String> output = reading(process.getInputStream());
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return new Result(command, process.waitFor(), output.join(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In a thread of its own: of those that all share there is one on two processors, and it would
    /// read one stream to its end while the other is full.
    private static CompletableFuture<String> reading(InputStream in) {
        return CompletableFuture.supplyAsync(
                () -> read(in), task -> Thread.ofPlatform().daemon().start(task));
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.vxplan.host.local;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Runs scripts. A process is born into the network namespace of the thread that starts it.
record Shell(HostName host) {
    private static final Executor THREADS = Thread::startVirtualThread;

    /// `ip` and its kind are there, and not in every user's PATH.
    private static final String ADMINISTRATORS_PATH = "/usr/sbin:/sbin";

    CommandResult run(String script, Duration timeout) throws HostException {
        return run(script, InputStream.nullInputStream(), timeout);
    }

    CommandResult run(String script, InputStream input, Duration timeout) throws HostException {
        try {
            Process process = start(script);
            try {
                return await(process, input, timeout);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (TimeoutException e) {
            throw Failure.running(
                    host, script, new IOException("no end within " + readable(timeout)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.running(host, script, new IOException("interrupted"));
        } catch (ExecutionException e) {
            throw Failure.running(host, script, new IOException(e.getCause()));
        } catch (IOException e) {
            throw Failure.running(host, script, e);
        }
    }

    /// Whether a program is where scripts look for it.
    boolean has(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of((path + ":" + ADMINISTRATORS_PATH).split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String readable(Duration timeout) {
        return timeout.toSeconds() > 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    /// A Ctrl-C at the terminal goes to all processes there, and is for this program to heed: a
    /// host in hand is finished.
    private static Process start(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "trap '' INT; " + script);
        builder.environment().merge("PATH", ADMINISTRATORS_PATH, (path, more) -> path + ":" + more);
        return builder.start();
    }

    private static CommandResult await(Process process, InputStream input, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        THREADS.execute(() -> give(process, input));
        CompletableFuture<String> output = text(process.getInputStream());
        CompletableFuture<String> errors = text(process.getErrorStream());
        CompletableFuture.allOf(process.onExit(), output, errors)
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return new CommandResult(process.exitValue(), output.join(), errors.join());
    }

    /// A script may end before it has read everything: what it said tells why.
    private static void give(Process process, InputStream input) {
        try (OutputStream to = process.getOutputStream()) {
            input.transferTo(to);
        } catch (IOException e) {
            // what it said follows
        }
    }

    private static CompletableFuture<String> text(InputStream from) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (from) {
                        return new String(from.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                THREADS);
    }
}

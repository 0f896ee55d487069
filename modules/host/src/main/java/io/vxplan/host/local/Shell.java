package io.vxplan.host.local;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Runs scripts. A process is born into the network namespace of the thread that starts it.
record Shell(HostName host) {
    private static final Executor READERS = Thread::startVirtualThread;

    CommandResult run(String script, Duration timeout) throws HostException {
        Process process = start(script);
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = text(process.getInputStream());
            CompletableFuture<String> errors = text(process.getErrorStream());
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HostException(
                        host,
                        "a command did not end within " + timeout.toSeconds() + " s: " + script,
                        "look what it waits for on the host");
            }
            return new CommandResult(process.exitValue(), output.join(), errors.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(host, "interrupted while it ran: " + script, "");
        } catch (IOException e) {
            throw Failure.running(host, script, e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String script) throws HostException {
        try {
            return new ProcessBuilder("sh", "-c", script).start();
        } catch (IOException e) {
            throw Failure.running(host, script, e);
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
                READERS);
    }
}

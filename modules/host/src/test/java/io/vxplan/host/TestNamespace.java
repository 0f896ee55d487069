package io.vxplan.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A named network namespace of the kernel these tests run on. Needs root.
public final class TestNamespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name =
            "vxtest" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

    public TestNamespace() {
        execute(List.of("ip", "netns", "add", name), "");
        // Inherited from the machine, which may forward; a fresh host does not.
        sh("ip link set dev lo up; echo 0 >/proc/sys/net/ipv4/ip_forward");
    }

    public String name() {
        return name;
    }

    /// Runs a script that must succeed, and returns what it printed.
    public String sh(String script) {
        CommandResult result = run(List.of("sh", "-c", script), "");
        assertThat(result.exitCode()).as("%s\n%s", script, result.errors()).isZero();
        return result.output();
    }

    public CommandResult run(List<String> command, String input) {
        return execute(inside(command), input);
    }

    public Process start(List<String> command) {
        try {
            return new ProcessBuilder(inside(command)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> inside(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        return inside;
    }

    private static CommandResult execute(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            CompletableFuture<String> output =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return new CommandResult(process.waitFor(), output.join(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        execute(List.of("ip", "netns", "del", name), "");
    }
}

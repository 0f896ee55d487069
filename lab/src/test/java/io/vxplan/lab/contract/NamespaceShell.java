package io.vxplan.lab.contract;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.iproute.RemoteShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The shell of a machine, reached without SSH.
record NamespaceShell(Machine machine) implements RemoteShell {
    @Override
    public CommandResult run(String script, Duration timeout) {
        try {
            Path input = Files.createTempFile("contract", ".in");
            Path output = Files.createTempFile("contract", ".out");
            Path errors = Files.createTempFile("contract", ".err");
            Files.writeString(input, RemoteShell.complete(script));
            Process process =
                    new ProcessBuilder("ip", "netns", "exec", machine.name(), "sh", "-c", LAUNCH)
                            .redirectInput(input.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start();
            int code = process.waitFor();
            CommandResult result =
                    new CommandResult(
                            code,
                            Files.readString(output, StandardCharsets.UTF_8),
                            Files.readString(errors, StandardCharsets.UTF_8));
            Files.delete(input);
            Files.delete(output);
            Files.delete(errors);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {}
}

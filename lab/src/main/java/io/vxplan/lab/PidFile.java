package io.vxplan.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Remembers a process between commands. A number alone could be another process's by now: its
/// start stands beside it.
public record PidFile(Path file) {

    public void write(ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + " " + started(process) + "\n");
    }

    /// Empty where it has ended, or never was.
    public Optional<ProcessHandle> running() {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(process -> started(process).equals(words[1]))
                    .filter(Processes::isRunning);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}

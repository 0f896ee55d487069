package io.vxplan.lab.netns;

import io.vxplan.lab.LabException;
import io.vxplan.lab.Lifetime;
import io.vxplan.lab.PidFile;
import io.vxplan.lab.Processes;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that runs in a namespace of the lab beyond the command that started it.
///
/// @param folder where it works, with its log
/// @param name of its files there
record Background(Path folder, String name) {
    private static final List<String> KEPT = List.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR");
    private static final String PID = ".pid";
    private static final int LINES_SHOWN = 15;

    /// @param namespace where
    /// @param capabilities what is left to it of what root may, as `setpriv` writes them
    /// @param environment all that it has of one, but for where programs are
    void start(
            String namespace,
            Lifetime lifetime,
            String capabilities,
            Map<String, String> environment,
            List<String> command)
            throws LabException {
        List<String> words = new ArrayList<>(List.of("setsid", "ip", "netns", "exec", namespace));
        words.addAll(List.of("setpriv", "--no-new-privs", "--bounding-set", capabilities));
        if (lifetime == Lifetime.OF_THE_COMMAND) {
            words.addAll(List.of("--pdeathsig", "TERM"));
        }
        words.addAll(command);
        ProcessBuilder builder =
                Processes.builder(words)
                        .directory(folder.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(environment);
        try {
            pidFile().write(builder.start().toHandle());
        } catch (IOException e) {
            throw new LabException(
                    "can't start " + name + ": " + FileFailure.reason(e),
                    "a lab needs the packages iproute2 and util-linux",
                    e);
        }
    }

    private PidFile pidFile() {
        return new PidFile(folder.resolve(name + PID));
    }

    Path log() {
        return folder.resolve(name + ".log");
    }

    Optional<ProcessHandle> running() {
        return pidFile().running();
    }

    /// Waits until its log says something.
    ///
    /// @throws LabException where it ends before, or takes longer
    void awaitLog(String text, Duration patience) throws LabException {
        long limit = System.nanoTime() + patience.toNanos();
        while (!text().contains(text)) {
            if (running().isEmpty() || System.nanoTime() > limit) {
                throw new LabException(name + " does not start:\n" + lastWords(), "");
            }
            Processes.pause();
        }
    }

    private String text() {
        try {
            return Files.readString(log());
        } catch (IOException _) {
            return "";
        }
    }

    /// The end of its log, a line each.
    String lastWords() {
        List<String> lines = text().lines().toList();
        return String.join(
                "\n",
                lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).stream()
                        .map(line -> "  " + line)
                        .toList());
    }

    /// All that have been started in a folder or below it.
    static List<Background> in(Path folder) throws LabException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(PID))
                    .map(file ->
                            new Background(
                                    Objects.requireNonNull(file.getParent()),
                                    String.valueOf(file.getFileName()).replace(PID, "")))
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new LabException("can't look into " + folder + ": " + e.getMessage(), "", e);
        }
    }

    /// Tells all of them to end, and waits for it.
    ///
    /// @return those that did not, and were killed
    static List<Background> end(Collection<Background> programs, Duration patience)
            throws LabException {
        Map<ProcessHandle, Background> running = new LinkedHashMap<>();
        programs.forEach(
                program -> program.running().ifPresent(process -> running.put(process, program)));
        List<ProcessHandle> killed = Processes.end(running.keySet(), patience);
        return killed.stream()
                .map(process -> Objects.requireNonNull(running.get(process)))
                .toList();
    }
}

package io.vxplan.inventory.connection;

import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Asks OpenSSH's client (`ssh -G`), which knows `Include`, `Match` and wildcards. Where there is
/// no client there is no configuration.
public final class OpenSshConfig implements SshConfig {
    /// A `Match exec` may hang.
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String NONE = "none";

    @Override
    public Parsed<Settings> of(Destination destination) {
        List<String> command = command(destination);
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectInput(new File("/dev/null"))
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException _) {
            return SshConfig.NONE.of(destination);
        }
        try {
            Thread watchdog = Thread.startVirtualThread(() -> killLate(process));
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            watchdog.interrupt();
            return code == 0
                    ? new Parsed<>(Optional.of(settings(output, destination)), List.of())
                    : failure(command, output);
        } catch (IOException e) {
            return failure(command, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure(command, "interrupted");
        }
    }

    private static void killLate(Process process) {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Parsed<Settings> failure(List<String> command, String output) {
        String line = output.strip().lines().findFirst().orElse("it printed nothing");
        return new Parsed<>(
                Optional.empty(),
                List.of(
                        Diagnostic.error(
                                "`%s` failed: %s".formatted(String.join(" ", command), line),
                                "mend the ssh configuration")));
    }

    private static List<String> command(Destination destination) {
        List<String> command = new ArrayList<>(List.of("ssh", "-G"));
        destination.file().ifPresent(file -> command.addAll(List.of("-F", file.toString())));
        destination.user().ifPresent(user -> command.addAll(List.of("-l", user)));
        destination.port().ifPresent(port -> command.addAll(List.of("-p", port.toString())));
        command.addAll(List.of("--", destination.host()));
        return command;
    }

    private static Settings settings(String output, Destination destination) {
        Map<String, List<String>> lines = new HashMap<>();
        output.lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts ->
                        lines.computeIfAbsent(
                                        parts[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                                .add(parts[1]));
        Paths paths =
                new Paths(
                        first(lines, "hostname").orElse(destination.host()),
                        first(lines, "user").orElse(""));
        return new Settings(
                first(lines, "hostname"),
                first(lines, "user"),
                first(lines, "port").map(Integer::valueOf),
                paths.identities(lines.getOrDefault("identityfile", List.of())),
                Stream.of("userknownhostsfile", "globalknownhostsfile")
                        .flatMap(key -> first(lines, key).stream())
                        .flatMap(files -> Arrays.stream(files.split(" ")))
                        .map(paths::expand)
                        .toList(),
                first(lines, "proxyjump"),
                first(lines, "proxycommand"),
                first(lines, "connecttimeout")
                        .map(text -> Duration.ofSeconds(Long.parseLong(text))));
    }

    private static Optional<String> first(Map<String, List<String>> lines, String key) {
        return Optional.ofNullable(lines.get(key))
                .map(List::getFirst)
                .filter(value -> !value.equals(NONE));
    }

    /// Some paths come out as they were written.
    private record Paths(String host, String user) {
        Path expand(String text) {
            String home = System.getProperty("user.home");
            String path = text.startsWith("~/") ? home + text.substring(1) : text;
            return Path.of(
                    path.replace("%d", home)
                            .replace("%u", System.getProperty("user.name"))
                            .replace("%h", host)
                            .replace("%r", user)
                            .replace("%%", "%"));
        }

        /// Where nothing is configured, ssh lists the default ones, all of them.
        List<Path> identities(List<String> texts) {
            boolean standard =
                    texts.size() > 1
                            && texts.stream()
                                    .allMatch(text -> text.matches("~/\\.ssh/id_[a-z0-9_]+"));
            return standard
                    ? List.of()
                    : texts.stream().map(this::expand).filter(Files::exists).toList();
        }
    }
}

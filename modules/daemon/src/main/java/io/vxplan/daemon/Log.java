package io.vxplan.daemon;

import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Plain lines for people. Who runs a daemon (systemd, a container engine) adds the time.
public final class Log {
    private final LogLevel least;
    private final Consumer<String> out;
    private final String about;
    private final Map<String, Set<String>> standing = new HashMap<>();

    /// @param least from which on something is said
    /// @param out takes a line; any thread
    public Log(LogLevel least, Consumer<String> out) {
        this(least, out, "");
    }

    private Log(LogLevel least, Consumer<String> out, String about) {
        this.least = least;
        this.out = out;
        this.about = about;
    }

    /// One whose lines say first what they are about. It remembers by itself what it has told.
    public Log about(String subject) {
        return new Log(least, out, about + subject + ": ");
    }

    public void debug(String line) {
        say(LogLevel.DEBUG, line);
    }

    public void info(String line) {
        say(LogLevel.INFO, line);
    }

    public void warn(String line) {
        say(LogLevel.WARN, line);
    }

    public void error(String line) {
        say(LogLevel.ERROR, line);
    }

    /// Parts of a line may come from the network: what would end the line, or drive a terminal, is
    /// taken out.
    public void say(LogLevel level, String line) {
        if (level.compareTo(least) >= 0) {
            out.accept(level.word() + ": " + (about + line).replaceAll("\\p{Cc}", "?"));
        }
    }

    /// Tells of problems that were not there the last time. What is wrong is told once, and not
    /// again for as long as it stays so.
    ///
    /// @param subject what they are about; in a line of its own once all of them are gone
    public void problems(String subject, Collection<Diagnostic> problems) {
        List<Diagnostic> fresh = new ArrayList<>();
        Set<String> now = new HashSet<>();
        synchronized (standing) {
            Set<String> before = standing.getOrDefault(subject, Set.of());
            for (Diagnostic problem : problems) {
                if (now.add(problem.toString()) && !before.contains(problem.toString())) {
                    fresh.add(problem);
                }
            }
            standing.put(subject, now);
            if (now.isEmpty() && !before.isEmpty()) {
                info(subject + ": all is well again");
            }
        }
        fresh.forEach(this::problem);
    }

    /// Tells of a problem, each time.
    public void problem(Diagnostic problem) {
        LogLevel level =
                switch (problem.severity()) {
                    case ERROR -> LogLevel.ERROR;
                    case WARNING -> LogLevel.WARN;
                };
        String text =
                problem.detail().isEmpty()
                        ? problem.summary()
                        : problem.summary() + "; " + problem.detail();
        say(level, problem.at().map(place -> place + ": ").orElse("") + text);
    }
}

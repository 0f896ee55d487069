package io.vxplan.router.daemon;

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

/// What the router says, a line each.
///
/// What is wrong is told once, and not again with each pass for as long as it stays so.
public final class Log {
    private final LogLevel least;
    private final Consumer<String> lines;
    private final Map<String, Set<String>> standing = new HashMap<>();

    /// @param least from which on something is said
    /// @param lines takes them; any thread
    public Log(LogLevel least, Consumer<String> lines) {
        this.least = least;
        this.lines = lines;
    }

    void say(LogLevel level, String text) {
        if (level.compareTo(least) >= 0) {
            lines.accept(level.word() + ": " + text);
        }
    }

    /// Tells of problems that were not there the last time.
    ///
    /// @param subject what they are about; in a line of its own once all of them are gone
    void problems(String subject, Collection<Diagnostic> problems) {
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
                say(LogLevel.INFO, subject + ": all is well again");
            }
        }
        fresh.forEach(this::say);
    }

    private void say(Diagnostic problem) {
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

package io.vxplan.model;

import java.util.Optional;

/// Something the user should know or mend. Collected, so that one run shows all of them.
///
/// @param summary what is wrong, in one line
/// @param detail what would be right or what to do; may be empty
/// @param at where in a file; empty where it concerns a host or the command line
public record Diagnostic(Severity severity, String summary, String detail, Optional<Location> at) {
    public enum Severity {
        /// Nothing is done before it is mended: on the host that it concerns, else nowhere.
        ERROR,
        /// It is told, and holds up nothing.
        WARNING
    }

    public static Diagnostic error(Location at, String summary, String detail) {
        return new Diagnostic(Severity.ERROR, summary, detail, Optional.of(at));
    }

    /// One that has no place in a file.
    public static Diagnostic error(String summary, String detail) {
        return new Diagnostic(Severity.ERROR, summary, detail, Optional.empty());
    }

    public static Diagnostic warning(Location at, String summary, String detail) {
        return new Diagnostic(Severity.WARNING, summary, detail, Optional.of(at));
    }

    /// One that has no place in a file.
    public static Diagnostic warning(String summary, String detail) {
        return new Diagnostic(Severity.WARNING, summary, detail, Optional.empty());
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// One line: `file:line:column: error: summary; detail`.
    @Override
    public String toString() {
        String level = isError() ? "error: " : "warning: ";
        String text = detail.isEmpty() ? summary : summary + "; " + detail;
        return at.map(place -> place + ": ").orElse("") + level + text;
    }
}

package io.vxplan.cli.manual;

import java.util.List;

/// Writes the man macros of roff (man(7)) that a manual page needs. Text is escaped here.
final class Roff {
    private final StringBuilder out = new StringBuilder();

    Roff title(String page, String date, String source) {
        return macro("TH", quoted(page), "1", date, quoted(source));
    }

    Roff section(String heading) {
        return macro("SH", quoted(heading));
    }

    /// The first paragraphs of a section; others need a `gap` between them.
    Roff text(String line) {
        out.append(escape(line)).append('\n');
        return this;
    }

    Roff gap() {
        return macro("PP");
    }

    /// @param tag already escaped
    Roff item(String tag, List<String> lines) {
        macro("TP");
        out.append(tag).append('\n');
        lines.forEach(this::text);
        return this;
    }

    /// Lines as they are.
    Roff verbatim(List<String> lines) {
        macro("nf");
        lines.forEach(this::text);
        return macro("fi");
    }

    private Roff macro(String name, String... arguments) {
        out.append('.').append(name);
        for (String argument : arguments) {
            out.append(' ').append(argument);
        }
        out.append('\n');
        return this;
    }

    static String bold(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + escape(text) + "\\fR";
    }

    /// A hyphen is typeset as a dash unless escaped, which nobody could paste into a shell; a dot
    /// or an apostrophe at the beginning of a line would be a macro.
    static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String quoted(String text) {
        return '"' + escape(text).replace("\"", "\\(dq") + '"';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

package io.vxplan.model;

/// Any text as one word of a script for `sh`, whatever it holds.
public final class ShellWord {
    private ShellWord() {}

    /// In single quotes, in which only the quote itself is special. A NUL has no place in a word.
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

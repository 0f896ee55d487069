package io.vxplan.model;

/// Any text as one word of a script for `sh`, whatever it holds.
public final class ShellWord {
    private ShellWord() {}

    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package io.vxplan.inventory.secret;

import java.util.ArrayList;
import java.util.List;

/// Splits a line into words as a shell does: quotes and backslashes, nothing else.
public final class ShellWords {
    private final String line;
    private int next;

    private ShellWords(String line) {
        this.line = line;
    }

    /// @throws IllegalArgumentException where a quote stays open
    public static List<String> split(String line) {
        ShellWords words = new ShellWords(line);
        List<String> found = new ArrayList<>();
        while (words.skipSpaces()) {
            found.add(words.word());
        }
        return found;
    }

    private boolean skipSpaces() {
        while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
            next++;
        }
        return next < line.length();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (next < line.length() && !Character.isWhitespace(line.charAt(next))) {
            char c = line.charAt(next++);
            switch (c) {
                case '\'', '"' -> quoted(c, word);
                case '\\' -> word.append(following());
                default -> word.append(c);
            }
        }
        return word.toString();
    }

    private void quoted(char quote, StringBuilder word) {
        for (char c = following(); c != quote; c = following()) {
            boolean escapes =
                    c == '\\'
                            && quote == '"'
                            && next < line.length()
                            && "\"\\$`".indexOf(line.charAt(next)) >= 0;
            word.append(escapes ? following() : c);
        }
    }

    private char following() {
        if (next >= line.length()) {
            throw new IllegalArgumentException("a quote or backslash at the end closes nothing");
        }
        return line.charAt(next++);
    }
}

package io.vxplan.plan.render;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/// The lines in which two texts differ, in the form of `diff -u`, without its two lines of names.
///
/// The texts may be anybody's: whatever would drive a terminal is shown as its number.
final class TextDiff {
    private static final int CONTEXT = 3;
    private static final int NAMES = 2;

    private TextDiff() {}

    static List<String> of(String before, String after) {
        List<String> old = lines(before);
        List<String> unified =
                UnifiedDiffUtils.generateUnifiedDiff(
                        "", "", old, DiffUtils.diff(old, lines(after)), CONTEXT);
        return unified.stream().skip(NAMES).toList();
    }

    /// A last line that does not end is another line than one that does.
    static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.add(lines.removeLast() + " (no end of line)");
        }
        lines.replaceAll(TextDiff::printable);
        return lines;
    }

    private static String printable(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        line.codePoints()
                .forEach(c -> {
                    if (c == '\t' || !isControl(c)) {
                        shown.appendCodePoint(c);
                    } else {
                        shown.append("\\u%04x".formatted(c));
                    }
                });
        return shown.toString();
    }

    /// Those that turn the direction of writing (`Cf`) hide what is there as well.
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}

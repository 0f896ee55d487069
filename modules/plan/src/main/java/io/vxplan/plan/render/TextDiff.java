package io.vxplan.plan.render;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The lines in which two texts differ, in the form of `diff -u`, without its two lines of names.
///
/// The texts may be anybody's: whatever would drive a terminal is shown as its number.
final class TextDiff {
    private static final int CONTEXT = 3;
    private static final int NAMES = 2;

    /// To find where each of so many lines goes takes time by their square: then only which ones go
    /// and come is said.
    private static final int MANY = 4000;

    private TextDiff() {}

    static List<String> of(String before, String after) {
        List<String> old = lines(before);
        List<String> fresh = lines(after);
        List<String> gone = without(old, fresh);
        List<String> come = without(fresh, old);
        if (gone.size() + come.size() > MANY) {
            return Stream.of(
                            Stream.of("@@ -%d +%d @@".formatted(gone.size(), come.size())),
                            gone.stream().map(line -> "-" + line),
                            come.stream().map(line -> "+" + line))
                    .flatMap(lines -> lines)
                    .toList();
        }
        List<String> unified =
                UnifiedDiffUtils.generateUnifiedDiff(
                        "", "", old, DiffUtils.diff(old, fresh), CONTEXT);
        return unified.stream().skip(NAMES).toList();
    }

    /// A text where there was none.
    static List<String> added(String text) {
        return lines(text).stream().map(line -> "+" + line).toList();
    }

    /// The lines that the other text does not have, or not as often.
    private static List<String> without(List<String> lines, List<String> other) {
        Map<String, Integer> counts = new HashMap<>();
        other.forEach(line -> counts.merge(line, 1, Integer::sum));
        return lines.stream().filter(line -> counts.merge(line, -1, Integer::sum) < 0).toList();
    }

    /// A last line that does not end is another line than one that does.
    private static List<String> lines(String text) {
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

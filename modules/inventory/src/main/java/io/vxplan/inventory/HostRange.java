package io.vxplan.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Host names written with ranges: `web[01:20]`, `db-[a:f]`, `h[1:10:2]`; ends are included.
final class HostRange {
    static final int MAX_HOSTS = 100_000;

    /// The order of `a:Z`.
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final Pattern BRACKETS = Pattern.compile("([^\\[]*)\\[([^\\]]*)\\](.*)");

    private HostRange() {}

    /// @return the names in order; the text itself where it has no range
    /// @throws IllegalArgumentException with what is wrong with a range
    static List<String> expand(String text) {
        List<String> names = List.of("");
        String rest = text;
        while (rest.contains("[")) {
            Matcher matcher = BRACKETS.matcher(rest);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'[' without ']'");
            }
            names = append(names, matcher.group(1), values(matcher.group(2)));
            rest = matcher.group(3);
        }
        return append(names, "", List.of(rest));
    }

    private static List<String> append(List<String> heads, String between, List<String> tails) {
        if ((long) heads.size() * tails.size() > MAX_HOSTS) {
            throw tooMany();
        }
        List<String> names = new ArrayList<>(heads.size() * tails.size());
        heads.forEach(head -> tails.forEach(tail -> names.add(head + between + tail)));
        return names;
    }

    private static IllegalArgumentException tooMany() {
        return new IllegalArgumentException("it stands for more than " + MAX_HOSTS + " hosts");
    }

    private static List<String> values(String range) {
        String[] bounds = range.split(":", -1);
        if (bounds.length < 2 || bounds.length > 3) {
            throw new IllegalArgumentException("'[%s]' is not begin:end".formatted(range));
        }
        String begin = bounds[0].isEmpty() ? "0" : bounds[0];
        String end = bounds[1];
        int step = bounds.length == 3 ? number(bounds[2]) : 1;
        if (end.isEmpty()) {
            throw new IllegalArgumentException("'[%s]' has no end".formatted(range));
        }
        if (step < 1) {
            throw new IllegalArgumentException("'[%s]' has a step of 0".formatted(range));
        }
        return isLetter(begin) && isLetter(end)
                ? letters(range, LETTERS.indexOf(begin), LETTERS.indexOf(end), step)
                : numbers(range, begin, end, step);
    }

    private static boolean isLetter(String text) {
        return text.length() == 1 && LETTERS.contains(text);
    }

    private static List<String> letters(String range, int begin, int end, int step) {
        refuseBackwards(range, begin, end);
        List<String> values = new ArrayList<>();
        for (int i = begin; i <= end; i += step) {
            values.add(LETTERS.substring(i, i + 1));
        }
        return values;
    }

    private static List<String> numbers(String range, String begin, String end, int step) {
        boolean padded = begin.startsWith("0") && begin.length() > 1;
        if (padded && begin.length() != end.length()) {
            throw new IllegalArgumentException(
                    "'[%s]' begins with a zero, so both ends need the same length"
                            .formatted(range));
        }
        int first = number(begin);
        int last = number(end);
        refuseBackwards(range, first, last);
        if ((last - first) / step >= MAX_HOSTS) {
            throw tooMany();
        }
        String format = padded ? "%0" + begin.length() + "d" : "%d";
        List<String> values = new ArrayList<>();
        for (long i = first; i <= last; i += step) {
            values.add(format.formatted(i));
        }
        return values;
    }

    private static void refuseBackwards(String range, int begin, int end) {
        if (begin > end) {
            throw new IllegalArgumentException("'[%s]' begins after its end".formatted(range));
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "'%s' is neither a number nor a single letter".formatted(text));
        }
        return Integer.parseInt(text);
    }
}

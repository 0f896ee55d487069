package io.vxplan.inventory.fields;

import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.yaml.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kind of scalar: what it may be, in words, and how to read it.
///
/// @param expected completes "it must be ..."
/// @param read throws [IllegalArgumentException] where the scalar is no such thing, and [Hint]
///   where more can be said than what is expected
public record Kind<T>(String expected, Function<Node.Scalar, T> read) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    /// Says what is right instead.
    public static final class Hint extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        public Hint(String message) {
            super(message);
        }
    }

    public static Kind<String> string(String expected, Predicate<String> allowed) {
        return new Kind<>(
                expected,
                scalar -> {
                    if (!allowed.test(scalar.text())) {
                        throw new IllegalArgumentException(scalar.text());
                    }
                    return scalar.text();
                });
    }

    /// Any text, read by a function that throws [IllegalArgumentException].
    public static <T> Kind<T> text(String expected, Function<String, T> read) {
        return new Kind<>(expected, scalar -> read.apply(scalar.text()));
    }

    public static Kind<Integer> number(int least, int most) {
        return new Kind<>(
                "a number from " + least + " to " + most,
                scalar -> {
                    String text = scalar.text();
                    if (!NUMBER.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    if (!scalar.plain()) {
                        throw new Hint("it must be a number: write it without quotes");
                    }
                    boolean inside =
                            text.length() <= 9
                                    && Integer.parseInt(text) >= least
                                    && Integer.parseInt(text) <= most;
                    if (!inside) {
                        throw new IllegalArgumentException(text);
                    }
                    return Integer.parseInt(text);
                });
    }

    /// `500ms`, `30s`, `2m` or `1h`; a number alone is seconds.
    public static Kind<Duration> duration(Duration least, Duration most) {
        String expected =
                "a time from %s to %s, like 30s, or a number of seconds"
                        .formatted(show(least), show(most));
        return text(
                expected,
                text -> {
                    Duration duration = duration(text);
                    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                        throw new IllegalArgumentException(text);
                    }
                    return duration;
                });
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
    }

    /// As [#duration(Duration, Duration)] reads it.
    public static String show(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        return duration.toSeconds() % 3600 == 0
                ? duration.toHours() + "h"
                : duration.toSeconds() + "s";
    }

    public static <T> Kind<T> oneOf(List<String> words, Function<String, T> meaning) {
        String expected =
                String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        return new Kind<>(
                expected,
                scalar -> {
                    if (!words.contains(scalar.text())) {
                        throw Nearest.of(scalar.text(), words)
                                .<IllegalArgumentException>map(
                                        word -> new Hint("did you mean '" + word + "'?"))
                                .orElseGet(() -> new IllegalArgumentException(scalar.text()));
                    }
                    return meaning.apply(scalar.text());
                });
    }

    /// Empty for the word `auto`.
    public Kind<Optional<T>> orAuto() {
        return new Kind<>(
                "auto or " + expected,
                scalar ->
                        scalar.text().equals("auto")
                                ? Optional.empty()
                                : Optional.of(read.apply(scalar)));
    }
}

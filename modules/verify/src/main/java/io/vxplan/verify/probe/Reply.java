package io.vxplan.verify.probe;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a program of the script answered.
///
/// @param code its exit code: `ping` has 0 for an answer, 1 for none, 2 for an error
/// @param text its lines, joined by `|`
public record Reply(int code, String text) {
    private static final Pattern TIME = Pattern.compile("time[=<]([0-9.]+) ms");
    private static final Pattern MTU = Pattern.compile("mtu ?[=:]? ?([0-9]+)");
    private static final Pattern FRAME =
            Pattern.compile("PING .*|--- .*|.* packets transmitted.*|rtt .*|pipe .*|\\s*");

    public boolean isAnswered() {
        return code == 0;
    }

    public OptionalDouble milliseconds() {
        return first(TIME)
                .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                .orElse(OptionalDouble.empty());
    }

    /// The size that would have passed, where the kernel or a router named one.
    public OptionalInt mtu() {
        return first(MTU)
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /// What `ping` said besides its statistics.
    public String said() {
        String said =
                Arrays.stream(text.split("\\|"))
                        .filter(line -> !FRAME.matcher(line).matches())
                        .map(String::strip)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return said.isEmpty() ? "no answer within 1 s" : said;
    }

    public String firstLine() {
        return text.split("\\|", 2)[0];
    }

    private Optional<String> first(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

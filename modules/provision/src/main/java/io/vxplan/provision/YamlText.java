package io.vxplan.provision;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Text as a value or key in YAML, in quotes only where it would be something else without.
public final class YamlText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final Pattern NETWORK = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}(?:/[0-9]+)?");
    private static final Pattern DURATION = Pattern.compile("[0-9]+(?:ms|s|m|h)");

    /// What YAML 1.1 or 1.2 takes for no text, in lower case.
    private static final Set<String> NO_TEXT =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private YamlText() {}

    public static String scalar(Object value) {
        String text = value.toString();
        boolean plain =
                WORD.matcher(text).matches() && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT))
                        || NETWORK.matcher(text).matches()
                        || DURATION.matcher(text).matches();
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }

    /// In one line, for a comment.
    public static String comment(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || isLineBreak(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /// YAML 1.1 ends lines here as well.
    private static boolean isLineBreak(int character) {
        return character == '\u2028' || character == '\u2029';
    }
}

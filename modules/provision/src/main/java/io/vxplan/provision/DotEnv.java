package io.vxplan.provision;

import io.vxplan.model.Secret;
import java.util.SortedMap;

/// Lines of an environment file of Docker Compose.
public final class DotEnv {
    private DotEnv() {}

    /// Whether such a file can hold the value.
    public static boolean holds(Secret value) {
        return value.reveal().chars().noneMatch(Character::isISOControl);
    }

    public static String lines(SortedMap<String, Secret> variables) {
        StringBuilder lines = new StringBuilder();
        variables.forEach((name, value) ->
                lines.append(name).append('=').append(value(value.reveal())).append('\n'));
        return lines.toString();
    }

    private static String value(String text) {
        if (text.matches("[A-Za-z0-9_./+=:@-]*")) {
            return text;
        }
        // Nothing is special in single quotes, and nothing ends them but a quote.
        return text.contains("'")
                ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"'
                : "'" + text + "'";
    }
}

package io.vxplan.provision;

import io.vxplan.model.Secret;
import java.util.SortedMap;

/// What systemd makes of texts in its files.
final class UnitSyntax {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    private UnitSyntax() {}

    /// A word of a command line: quoted, and neither a specifier (`%h`) nor a variable (`$HOME`).
    static String word(String text) {
        return text.matches("[A-Za-z0-9._:/@-]+")
                ? text
                : quoted(text).replace("%", "%%").replace("$", "$$");
    }

    /// The lines of an environment file. There `%` means nothing, and in single quotes nothing
    /// means anything but the quote itself.
    static String assignments(SortedMap<String, Secret> variables) {
        StringBuilder lines = new StringBuilder();
        variables.forEach((name, value) -> lines.append(assignment(name, value.reveal())));
        return lines.toString();
    }

    private static String assignment(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " holds a zero byte, as no variable can");
        }
        return name + "='" + value.replace("'", "'\"'\"'") + "'\n";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c < FIRST_PRINTABLE || c == DELETE) {
                        quoted.append("\\x%02x".formatted(c));
                    } else {
                        quoted.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }
}

package io.vxplan.inventory.fields;

import java.util.List;
import java.util.Locale;

/// From which on a daemon says what it does.
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /// As in `LOG_LEVEL`.
    public static final Kind<LogLevel> KIND =
            Kind.oneOf(
                    List.of(values()).stream().map(LogLevel::word).toList(),
                    word -> valueOf(word.toUpperCase(Locale.ROOT)));

    /// As it begins a line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.vxplan.discovery.settings;

import java.util.Locale;

/// From which on a daemon says what it does.
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /// As in `LOG_LEVEL`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

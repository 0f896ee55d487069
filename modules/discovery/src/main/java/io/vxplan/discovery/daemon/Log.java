package io.vxplan.discovery.daemon;

import io.vxplan.inventory.fields.LogLevel;
import java.util.function.Consumer;

/// Plain lines for people. Who runs a daemon (systemd, a container engine) adds the time.
///
/// @param least that is said
/// @param out takes a line; any thread
public record Log(LogLevel least, Consumer<String> out) {
    public void debug(String line) {
        say(LogLevel.DEBUG, line);
    }

    public void info(String line) {
        say(LogLevel.INFO, line);
    }

    public void warn(String line) {
        say(LogLevel.WARN, line);
    }

    public void error(String line) {
        say(LogLevel.ERROR, line);
    }

    /// Parts of a line may come from the network: what would end the line, or drive a terminal, is
    /// taken out.
    public void say(LogLevel level, String line) {
        if (level.compareTo(least) >= 0) {
            out.accept(level.word() + ": " + line.replaceAll("\\p{Cntrl}", "?"));
        }
    }
}

package io.vxplan.host;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who changes a host, for others to read while they can't.
///
/// @param who a user, a machine and a process
/// @param inventory what it works on
/// @param since by the host's clock; empty until it has the lock
public record Holder(String who, String inventory, String since) {
    private static final int MAX_LENGTH = 300;

    /// They come from a host, and go to a terminal.
    public Holder {
        who = printable(who);
        inventory = printable(inventory);
        since = printable(since);
    }

    public static Holder of(String who, String inventory) {
        return new Holder(who, inventory, "");
    }

    private static String printable(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "?");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
    }

    /// As [#parse] reads them.
    public List<String> lines() {
        return List.of("who " + who, "inventory " + inventory);
    }

    /// Of lines of a key and a value.
    public static Holder parse(String text) {
        Map<String, String> values = new TreeMap<>();
        text.lines()
                .forEach(line -> {
                    int end = line.indexOf(' ');
                    if (end > 0) {
                        values.putIfAbsent(line.substring(0, end), line.substring(end + 1));
                    }
                });
        return new Holder(
                values.getOrDefault("who", "somebody"),
                values.getOrDefault("inventory", ""),
                values.getOrDefault("since", ""));
    }

    /// As in `alice@laptop (process 7), since 2026-01-02T03:04:05Z, with inventory.yaml`.
    @Override
    public String toString() {
        return who
                + (since.isEmpty() ? "" : ", since " + since)
                + (inventory.isEmpty() ? "" : ", with " + inventory);
    }
}

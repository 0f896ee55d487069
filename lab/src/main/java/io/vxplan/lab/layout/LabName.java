package io.vxplan.lab.layout;

import io.vxplan.model.HostName;
import io.vxplan.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/// What tells a lab from the others on the machine; the names of its namespaces start with it.
public record LabName(String value) {
    private static final int HASH_DIGITS = 6;

    public LabName {
        if (!value.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no lab name: it has letters, digits, '-' and '_'");
        }
    }

    /// The name of the lab of an inventory: its folder's name, and a hash of its whole path, so
    /// that two checkouts don't meet.
    public static LabName of(Path inventory) {
        Path absolute = inventory.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        Path last = folder == null ? null : folder.getFileName();
        String readable = last == null ? "lab" : last.toString().replaceAll("[^A-Za-z0-9_-]", "-");
        return new LabName(
                readable + "-" + Sha256.hex(absolute.toString()).substring(0, HASH_DIGITS));
    }

    /// What the names of all its namespaces begin with, and no other lab's: a lab's name has no
    /// dot.
    public String prefix() {
        return value + ".";
    }

    public String underlay() {
        return prefix() + "underlay";
    }

    /// The namespace of the switches of networks that several machines are attached to.
    public String switches() {
        return prefix() + "switches";
    }

    /// The namespace of the servers that hosts find each other by.
    public String servers() {
        return prefix() + "servers";
    }

    public String host(HostName host) {
        return prefix() + "host." + escaped(host.value());
    }

    public String workload(String overlay, String endpoint) {
        return prefix() + "workload." + escaped(overlay) + "." + escaped(endpoint);
    }

    /// As the name of a file, and so of a namespace: anything but letters, digits, `_` and `-` is
    /// written as `%` and its hex code, so that different names stay different.
    public static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            if (plain) {
                text.append(c);
            } else {
                text.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}

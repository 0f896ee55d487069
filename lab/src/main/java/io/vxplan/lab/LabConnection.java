package io.vxplan.lab;

import java.util.Locale;

/// How the hosts of a lab are reached.
public enum LabConnection {
    /// By entering their namespaces.
    NETNS,
    /// Through a real SSH server in each of them.
    SSH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

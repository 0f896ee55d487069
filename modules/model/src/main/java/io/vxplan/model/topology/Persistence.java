package io.vxplan.model.topology;

/// How what `apply` made is there again after a host has started anew.
public enum Persistence {
    /// Not at all: the next `apply` makes it.
    NONE,
    /// A unit of systemd replays it with iproute2.
    UNIT,
    /// systemd-networkd makes the devices and their addresses, and a unit the rest.
    NETWORKD
}

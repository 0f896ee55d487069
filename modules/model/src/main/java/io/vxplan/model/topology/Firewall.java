package io.vxplan.model.topology;

/// From where hosts take the frames of an overlay.
public enum Firewall {
    /// From everywhere.
    NONE,
    /// From the underlay addresses of those who take part, alone.
    PEERS
}

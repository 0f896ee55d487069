package io.vxplan.model;

/// One thing on a host, most of them in its kernel, that vxplan reads, and may own.
public sealed interface Resource
        permits Runtime,
                TextFile,
                FirewallTable,
                FirewallPeer,
                Sysctl,
                Link,
                BridgePort,
                Address,
                FdbEntry,
                Neighbour,
                Route,
                ServiceUnit {
    /// What tells this resource from every other one on the host.
    Key key();
}

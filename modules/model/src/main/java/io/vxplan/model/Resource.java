package io.vxplan.model;

/// One thing in a host's kernel that vxplan reads, and may own.
public sealed interface Resource
        permits Sysctl, Link, BridgePort, Address, FdbEntry, Neighbour, Route {
    /// What tells this resource from every other one on the host.
    Key key();
}

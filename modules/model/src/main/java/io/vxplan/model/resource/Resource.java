package io.vxplan.model.resource;

/// One thing on a host, most of them in its kernel, that vxplan reads, and may own.
public sealed interface Resource
        permits MachineResource, FirewallResource, Sysctl, Link, BridgePort, Entry {
    /// What tells this resource from every other one on the host.
    Key key();
}

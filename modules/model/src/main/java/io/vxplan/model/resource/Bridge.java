package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;

/// A Linux bridge.
///
/// @param stp whether it speaks the spanning tree protocol
/// @param vlanFiltering whether it is VLAN-aware
/// @param ageing seconds until a learned MAC address is forgotten
public record Bridge(
        InterfaceName name, LinkSettings settings, boolean stp, boolean vlanFiltering, long ageing)
        implements Link {}

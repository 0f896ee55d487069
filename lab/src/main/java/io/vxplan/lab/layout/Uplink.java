package io.vxplan.lab.layout;

import io.vxplan.model.address.InterfaceName;

/// A cable from a bridge of the underlay to a bridge in this machine's own namespace, where
/// somebody else has one: a hypervisor for its machines.
///
/// @param bridge in the underlay's namespace, with the end `far`
/// @param outside the other one, with the end `near`
/// @param mtu of both ends, bytes
public record Uplink(
        InterfaceName bridge,
        InterfaceName far,
        InterfaceName outside,
        InterfaceName near,
        int mtu) {}

package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Vni;
import java.util.Optional;

/// A VXLAN device, one VTEP of one VNI.
///
/// @param local source address of the outer packets
/// @param port UDP destination port, 1 to 65535
/// @param group where frames of no known destination go, when the underlay's multicast carries them
/// @param groupDevice the device on which that group is joined; the kernel requires it with a group
/// @param ttl of the outer packet, 1 to 255; 0 lets the kernel choose
/// @param tos of the outer packet, 0 to 255; 1 copies the inner one
/// @param learning whether source addresses of received frames are learned
/// @param ageing seconds until a learned entry is forgotten
public record Vxlan(
        InterfaceName name,
        LinkSettings settings,
        Vni vni,
        Optional<IpAddress> local,
        int port,
        Optional<IpAddress> group,
        Optional<InterfaceName> groupDevice,
        int ttl,
        int tos,
        boolean learning,
        long ageing)
        implements Link {}

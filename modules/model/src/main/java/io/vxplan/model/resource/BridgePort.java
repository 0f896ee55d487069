package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;

/// A link's being a port of a bridge, with the port's options.
///
/// A member of a VRF, a bond and the like is read as one too: a link has one master of any kind,
/// and the kernel takes it away from that without a word when it gets another.
///
/// @param bridge the master
/// @param cost its path cost, 1 to 65535, 0 without a bridge: [Mark#PORT_COST] on those that vxplan
///   made. Nobody reads it without STP
/// @param learning whether the bridge learns source addresses on this port
/// @param neighSuppress whether the bridge answers ARP and ND itself for what its own neighbour
///   table knows
public record BridgePort(
        InterfaceName device,
        InterfaceName bridge,
        int cost,
        boolean learning,
        boolean neighSuppress)
        implements Resource {

    /// A member of what is no bridge, and so without the options of a bridge's port.
    public static BridgePort ofOtherMaster(InterfaceName device, InterfaceName master) {
        return new BridgePort(device, master, 0, true, false);
    }

    @Override
    public Key.BridgePortKey key() {
        return new Key.BridgePortKey(device);
    }
}

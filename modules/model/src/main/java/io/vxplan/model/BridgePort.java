package io.vxplan.model;

/// A link's being a port of a bridge, with the port's options.
///
/// @param cost its path cost: [Mark#PORT_COST] on those that vxplan made. Nobody reads it without
///   STP
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
    @Override
    public Key.BridgePortKey key() {
        return new Key.BridgePortKey(device);
    }
}

package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;

/// An entry of the neighbour table (ARP, ND).
///
/// @param permanent set by somebody, never resolved or aged
/// @param protocol who set it (`NDA_PROTOCOL`), 0 to 255; [Mark#PROTOCOL] is ours, 0 unknown
public record Neighbour(
        InterfaceName device, IpAddress address, MacAddress mac, boolean permanent, int protocol)
        implements Entry {
    @Override
    public Key.NeighbourKey key() {
        return new Key.NeighbourKey(device, address);
    }
}

package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;

/// An address on an interface.
///
/// @param permanent configured, with no lifetime; false for what router advertisements or DHCP left
public record Address(InterfaceName device, InterfaceAddress address, boolean permanent)
        implements Entry {
    @Override
    public Key.AddressKey key() {
        return new Key.AddressKey(device, address);
    }
}

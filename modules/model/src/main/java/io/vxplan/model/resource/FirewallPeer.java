package io.vxplan.model.resource;

import io.vxplan.model.address.IpAddress;

/// A peer whose frames are let in: an element of the set of a [FirewallTable].
///
/// @param address where its tunnel ends
public record FirewallPeer(Key.FirewallKey table, IpAddress address) implements FirewallResource {
    @Override
    public Key.FirewallPeerKey key() {
        return new Key.FirewallPeerKey(table, address);
    }
}

package io.vxplan.model.resource;

import io.vxplan.model.address.MacAddress;
import java.util.Optional;
import java.util.SortedSet;

/// What every kind of link has.
///
/// @param mac empty where a link has none (a tunnel, say)
/// @param mtu bytes of payload in a frame, without the Ethernet header
/// @param up administratively up
/// @param group the link group, 0 by default; [Mark#LINK_GROUP] on ours
/// @param alias the `ifalias`; a [Mark] on ours once finished
/// @param addressGeneration how the link gets its IPv6 link-local address; `NONE` without IPv6
/// @param altNames further names, which may be longer than 15 bytes
public record LinkSettings(
        Optional<MacAddress> mac,
        int mtu,
        boolean up,
        int group,
        Optional<String> alias,
        AddressGeneration addressGeneration,
        SortedSet<String> altNames) {

    /// Below it a link has no IPv6 at all (RFC 8200, section 5): the kernel keeps no setting of it
    /// there, and refuses to take one.
    private static final int LEAST_MTU_OF_IPV6 = 1280;

    public LinkSettings {
        if (mtu < LEAST_MTU_OF_IPV6) {
            addressGeneration = AddressGeneration.NONE;
        }
    }

    /// Whether its MTU is large enough for IPv6.
    public boolean hasIpv6() {
        return mtu >= LEAST_MTU_OF_IPV6;
    }

    /// `IFLA_INET6_ADDR_GEN_MODE`, as `ip link set addrgenmode` names it.
    public enum AddressGeneration {
        EUI64,
        NONE,
        STABLE_SECRET,
        RANDOM
    }
}

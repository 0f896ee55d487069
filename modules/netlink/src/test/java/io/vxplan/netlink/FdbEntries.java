package io.vxplan.netlink;

import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.Octets;

/// As many FDB entries as a test wants: the number is in the MAC address and in the destination.
final class FdbEntries {
    private FdbEntries() {}

    /// @param number 0 to 65535
    static NeighbourMessage entry(int device, int number) {
        byte high = (byte) (number >>> 8);
        byte low = (byte) number;
        return new NeighbourMessage(
                7,
                device,
                NeighbourMessage.PERMANENT | NeighbourMessage.NO_ARP,
                NeighbourMessage.SELF,
                0,
                Attributes.of(
                        NeighbourMessage.LINK_ADDRESS.is(
                                Octets.of((byte) 2, (byte) 0, (byte) 0, (byte) 0, high, low)),
                        NeighbourMessage.DESTINATION.is(
                                Octets.of((byte) 198, (byte) 18, high, low))));
    }
}

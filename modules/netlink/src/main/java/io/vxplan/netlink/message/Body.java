package io.vxplan.netlink.message;

import java.nio.ByteBuffer;

/// What a message says, after its header.
public sealed interface Body
        permits LinkMessage,
                AddressMessage,
                NeighbourMessage,
                RouteMessage,
                TableMessage,
                Acknowledgement,
                UnknownMessage {
    void write(ByteBuffer to);
}

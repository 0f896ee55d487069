package io.vxplan.discovery.multicast;

import io.vxplan.model.address.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A datagram to send.
///
/// @param from the address of this host that it speaks for; empty for all of them
record Outgoing(Optional<IpAddress> from, ByteBuffer datagram) {}

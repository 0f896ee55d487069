/// Finds peers by SWIM: who is there is told from one to the next, and no server is needed.
///
/// The protocol is scalecube-cluster's; [Swim] starts it. What goes over the wire is ours, since
/// the library would have Java's own serialisation: [SealedTransport] has the socket, [Handshake]
/// decides which datagrams are believed, [MessageJson] what a message may hold, [Members] what is
/// made of it.
@NullMarked
package io.vxplan.discovery.gossip;

import org.jspecify.annotations.NullMarked;

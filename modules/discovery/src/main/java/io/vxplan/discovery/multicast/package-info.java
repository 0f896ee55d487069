/// Finds peers by what they tell a multicast group. [MulticastDiscovery] has the sockets and
/// threads; what is said, believed and answered is decided in [Conversation], which has neither,
/// and no clock.
@NullMarked
package io.vxplan.discovery.multicast;

import org.jspecify.annotations.NullMarked;

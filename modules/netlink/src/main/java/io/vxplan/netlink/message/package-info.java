/// rtnetlink's messages, each with its reader and writer.
///
/// Headers and numbers are in the machine's byte order, addresses and UDP ports in the network's.
@NullMarked
package io.vxplan.netlink.message;

import org.jspecify.annotations.NullMarked;

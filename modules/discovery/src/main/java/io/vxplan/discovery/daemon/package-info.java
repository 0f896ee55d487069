/// The discovery daemon: hears, lets [io.vxplan.discovery.peers.PeerTable] decide, writes.
@NullMarked
package io.vxplan.discovery.daemon;

import org.jspecify.annotations.NullMarked;

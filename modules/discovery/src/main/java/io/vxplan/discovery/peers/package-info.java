/// Who takes part right now: decided here, without a clock, a file or a socket.
@NullMarked
package io.vxplan.discovery.peers;

import org.jspecify.annotations.NullMarked;

/// Hosts that are read and changed with iproute2, through whatever runs a script there.
@NullMarked
package io.vxplan.host.iproute;

import org.jspecify.annotations.NullMarked;

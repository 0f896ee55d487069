/// Hosts reached over SSH, where iproute2 does the work.
@NullMarked
package io.vxplan.host.ssh;

import org.jspecify.annotations.NullMarked;

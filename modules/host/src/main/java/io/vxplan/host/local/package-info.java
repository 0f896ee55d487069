/// This machine, or a network namespace of it, by netlink and /proc/sys.
@NullMarked
package io.vxplan.host.local;

import org.jspecify.annotations.NullMarked;

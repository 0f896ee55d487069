/// What of a host is not its network: files, services, and the vxplan that the services run.
@NullMarked
package io.vxplan.host.machine;

import org.jspecify.annotations.NullMarked;

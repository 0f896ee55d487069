/// From a host's variables, and the user's own ssh configuration, to how the host is reached.
@NullMarked
package io.vxplan.inventory.connection;

import org.jspecify.annotations.NullMarked;

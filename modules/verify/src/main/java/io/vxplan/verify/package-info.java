/// Whether overlays do what the topology says: pings from the hosts themselves, and a plan that has
/// to be empty.
@NullMarked
package io.vxplan.verify;

import org.jspecify.annotations.NullMarked;

/// The control plane: who takes part in an overlay right now. It touches no interface; what it
/// finds out is written to a file that the router reads.
@NullMarked
package io.vxplan.discovery;

import org.jspecify.annotations.NullMarked;

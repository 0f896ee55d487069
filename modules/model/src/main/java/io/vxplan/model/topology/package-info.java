/// What the user wants: overlays, who takes part, and what belongs to all of them.
@NullMarked
package io.vxplan.model.topology;

import org.jspecify.annotations.NullMarked;

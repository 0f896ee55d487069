/// From desired and observed state to changes.
@NullMarked
package io.vxplan.plan.diff;

import org.jspecify.annotations.NullMarked;

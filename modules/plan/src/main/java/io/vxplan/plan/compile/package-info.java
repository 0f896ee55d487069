/// From a topology to the desired state of each host.
@NullMarked
package io.vxplan.plan.compile;

import org.jspecify.annotations.NullMarked;

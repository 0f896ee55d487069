/// Changes as the commands of iproute2.
@NullMarked
package io.vxplan.plan.iproute;

import org.jspecify.annotations.NullMarked;

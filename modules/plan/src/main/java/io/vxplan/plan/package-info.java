/// Pure decisions: what a host should look like, how that differs from what it is, and how to say
/// so.
@NullMarked
package io.vxplan.plan;

import org.jspecify.annotations.NullMarked;

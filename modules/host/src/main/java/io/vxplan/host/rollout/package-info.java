/// A plan carried out on many hosts at once.
@NullMarked
package io.vxplan.host.rollout;

import org.jspecify.annotations.NullMarked;

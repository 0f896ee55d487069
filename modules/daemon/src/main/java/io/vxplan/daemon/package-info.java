/// What the daemons have in common towards whoever runs and watches them.
@NullMarked
package io.vxplan.daemon;

import org.jspecify.annotations.NullMarked;

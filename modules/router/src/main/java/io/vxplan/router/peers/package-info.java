/// Who is there, over time.
@NullMarked
package io.vxplan.router.peers;

import org.jspecify.annotations.NullMarked;

/// From what is said of peers to the state that this host shall have: decided in pure code.
@NullMarked
package io.vxplan.router.overlay;

import org.jspecify.annotations.NullMarked;

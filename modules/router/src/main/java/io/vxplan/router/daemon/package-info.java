/// The process: it watches, decides, and does what was decided.
@NullMarked
package io.vxplan.router.daemon;

import org.jspecify.annotations.NullMarked;

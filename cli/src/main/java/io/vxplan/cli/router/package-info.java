/// `vxplan router`.
@NullMarked
package io.vxplan.cli.router;

import org.jspecify.annotations.NullMarked;

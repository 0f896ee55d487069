/// `vxplan show`.
@NullMarked
package io.vxplan.cli.show;

import org.jspecify.annotations.NullMarked;

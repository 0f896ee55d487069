/// A host without a kernel.
@NullMarked
package io.vxplan.host.memory;

import org.jspecify.annotations.NullMarked;

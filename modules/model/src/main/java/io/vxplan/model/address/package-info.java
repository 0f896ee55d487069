/// Addresses of every layer, and the names and numbers that stand beside them on the wire and in
/// the kernel.
@NullMarked
package io.vxplan.model.address;

import org.jspecify.annotations.NullMarked;

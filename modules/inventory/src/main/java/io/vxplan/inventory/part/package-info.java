/// What one host needs to know of a topology, written in the form that users write.
@NullMarked
package io.vxplan.inventory.part;

import org.jspecify.annotations.NullMarked;

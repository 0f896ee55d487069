/// Mappings with known keys, and their values as what they mean: each mistake is told of with its
/// place, and with what would be right.
@NullMarked
package io.vxplan.inventory.fields;

import org.jspecify.annotations.NullMarked;

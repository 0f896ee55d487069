/// The nouns of vxplan. Here what all of them need: where a value was written, what is wrong with
/// it, names, secrets.
@NullMarked
package io.vxplan.model;

import org.jspecify.annotations.NullMarked;

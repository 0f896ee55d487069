/// Secrets that stand elsewhere than in the users' files.
@NullMarked
package io.vxplan.inventory.secret;

import org.jspecify.annotations.NullMarked;

/// What the answers mean: a verdict for each check.
@NullMarked
package io.vxplan.verify.result;

import org.jspecify.annotations.NullMarked;

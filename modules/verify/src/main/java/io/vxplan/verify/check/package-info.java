@NullMarked
package io.vxplan.verify.check;

import org.jspecify.annotations.NullMarked;

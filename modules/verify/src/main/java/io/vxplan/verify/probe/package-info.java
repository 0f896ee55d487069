@NullMarked
package io.vxplan.verify.probe;

import org.jspecify.annotations.NullMarked;

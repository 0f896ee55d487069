@NullMarked
package io.vxplan.daemon;

import org.jspecify.annotations.NullMarked;

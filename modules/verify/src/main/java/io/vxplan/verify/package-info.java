@NullMarked
package io.vxplan.verify;

import org.jspecify.annotations.NullMarked;

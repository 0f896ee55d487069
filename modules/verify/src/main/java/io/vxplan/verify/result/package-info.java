@NullMarked
package io.vxplan.verify.result;

import org.jspecify.annotations.NullMarked;

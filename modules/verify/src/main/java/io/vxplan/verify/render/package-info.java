@NullMarked
package io.vxplan.verify.render;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.vxplan.host.local;

import org.jspecify.annotations.NullMarked;

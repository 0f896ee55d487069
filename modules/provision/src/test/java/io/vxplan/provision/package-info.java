@NullMarked
package io.vxplan.provision;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.vxplan.discovery.daemon;

import org.jspecify.annotations.NullMarked;

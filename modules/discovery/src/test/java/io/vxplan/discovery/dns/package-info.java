@NullMarked
package io.vxplan.discovery.dns;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.vxplan.discovery.multicast;

import org.jspecify.annotations.NullMarked;

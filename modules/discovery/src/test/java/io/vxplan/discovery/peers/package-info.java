@NullMarked
package io.vxplan.discovery.peers;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.vxplan.discovery.gossip;

import org.jspecify.annotations.NullMarked;

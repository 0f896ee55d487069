/// What the ways share that hear datagrams: what to say of one that is not believed, and how often.
@NullMarked
package io.vxplan.discovery.wire;

import org.jspecify.annotations.NullMarked;

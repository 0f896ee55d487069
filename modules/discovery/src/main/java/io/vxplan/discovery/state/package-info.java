/// The files that discovery and router share, and what stands in them.
@NullMarked
package io.vxplan.discovery.state;

import org.jspecify.annotations.NullMarked;

/// The provider `docker`: hosts are containers, whose network namespaces are the lab's.
@NullMarked
package io.vxplan.lab.docker;

import org.jspecify.annotations.NullMarked;

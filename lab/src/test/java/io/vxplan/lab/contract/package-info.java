/// One contract for every way of reading and changing a host.
@NullMarked
package io.vxplan.lab.contract;

import org.jspecify.annotations.NullMarked;

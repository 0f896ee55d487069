/// The servers by which the hosts of a lab find each other.
@NullMarked
package io.vxplan.lab.servers;

import org.jspecify.annotations.NullMarked;

/// Which pings prove what: decided from the topology before the first one is sent.
@NullMarked
package io.vxplan.verify.check;

import org.jspecify.annotations.NullMarked;

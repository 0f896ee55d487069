/// Changes that a host takes back by itself, unless somebody confirms them in time.
@NullMarked
package io.vxplan.host.confirm;

import org.jspecify.annotations.NullMarked;

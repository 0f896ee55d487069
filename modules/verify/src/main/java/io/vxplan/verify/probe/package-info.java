/// The scripts that ping on a host, and what they print.
@NullMarked
package io.vxplan.verify.probe;

import org.jspecify.annotations.NullMarked;

/// What crosses a lab's underlay, decoded.
@NullMarked
package io.vxplan.lab.capture;

import org.jspecify.annotations.NullMarked;

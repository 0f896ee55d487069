@NullMarked
package io.vxplan.doctor.probe;

import org.jspecify.annotations.NullMarked;

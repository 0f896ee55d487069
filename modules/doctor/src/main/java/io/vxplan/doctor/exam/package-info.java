@NullMarked
package io.vxplan.doctor.exam;

import org.jspecify.annotations.NullMarked;

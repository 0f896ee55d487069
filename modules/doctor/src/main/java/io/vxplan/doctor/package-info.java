@NullMarked
package io.vxplan.doctor;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.vxplan.doctor.finding;

import org.jspecify.annotations.NullMarked;

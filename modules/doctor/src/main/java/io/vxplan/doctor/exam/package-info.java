/// What the facts of a host mean for a topology: pure, an exam for each kind of trouble.
@NullMarked
package io.vxplan.doctor.exam;

import org.jspecify.annotations.NullMarked;

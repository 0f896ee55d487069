/// What was found: an ailment on a host, and what to do about it.
@NullMarked
package io.vxplan.doctor.finding;

import org.jspecify.annotations.NullMarked;

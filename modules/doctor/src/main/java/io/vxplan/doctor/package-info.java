/// What on hosts would break an overlay: reads facts, has them judged, and has hosts send frames to
/// each other.
@NullMarked
package io.vxplan.doctor;

import org.jspecify.annotations.NullMarked;

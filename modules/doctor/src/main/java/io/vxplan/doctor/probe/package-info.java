/// Real frames between hosts: who sends what to whom, by which scripts, and what it means that some
/// did not arrive.
@NullMarked
package io.vxplan.doctor.probe;

import org.jspecify.annotations.NullMarked;

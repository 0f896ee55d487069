/// What one script tells of a host: each part of its output is read here, and nothing is judged.
@NullMarked
package io.vxplan.doctor.facts;

import org.jspecify.annotations.NullMarked;

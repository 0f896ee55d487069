/// Findings as text and as JSON.
@NullMarked
package io.vxplan.doctor.render;

import org.jspecify.annotations.NullMarked;

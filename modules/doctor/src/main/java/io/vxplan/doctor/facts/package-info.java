@NullMarked
package io.vxplan.doctor.facts;

import org.jspecify.annotations.NullMarked;

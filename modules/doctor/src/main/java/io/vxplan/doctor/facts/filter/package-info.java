@NullMarked
package io.vxplan.doctor.facts.filter;

import org.jspecify.annotations.NullMarked;

/// Plans as text and as JSON.
@NullMarked
package io.vxplan.plan.render;

import org.jspecify.annotations.NullMarked;

/// Reports as text and as JSON, and what to do about failures.
@NullMarked
package io.vxplan.verify.render;

import org.jspecify.annotations.NullMarked;

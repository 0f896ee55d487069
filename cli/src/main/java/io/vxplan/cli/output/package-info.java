/// What is said, as text and as JSON.
@NullMarked
package io.vxplan.cli.output;

import org.jspecify.annotations.NullMarked;

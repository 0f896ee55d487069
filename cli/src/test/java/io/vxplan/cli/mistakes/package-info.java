/// What users get wrong, and what they are told: through the command line, as they see it.
@NullMarked
package io.vxplan.cli.mistakes;

import org.jspecify.annotations.NullMarked;

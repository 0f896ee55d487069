/// Tests of the whole program, as it was packaged.
@NullMarked
package io.vxplan.cli.program;

import org.jspecify.annotations.NullMarked;

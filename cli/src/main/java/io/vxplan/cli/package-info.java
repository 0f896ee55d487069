/// The command line: wiring, terminal and exit codes.
@NullMarked
package io.vxplan.cli;

import org.jspecify.annotations.NullMarked;

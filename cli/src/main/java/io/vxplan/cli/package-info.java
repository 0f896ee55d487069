/// The command line: options, wiring, the terminal, exit codes.
@NullMarked
package io.vxplan.cli;

import org.jspecify.annotations.NullMarked;

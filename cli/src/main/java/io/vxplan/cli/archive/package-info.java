/// This very program, packed to run on other machines.
@NullMarked
package io.vxplan.cli.archive;

import org.jspecify.annotations.NullMarked;

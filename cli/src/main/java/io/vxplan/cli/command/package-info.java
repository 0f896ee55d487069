/// One class a command.
@NullMarked
package io.vxplan.cli.command;

import org.jspecify.annotations.NullMarked;

/// What commands have in common that run until they are told to end.
@NullMarked
package io.vxplan.cli.daemon;

import org.jspecify.annotations.NullMarked;

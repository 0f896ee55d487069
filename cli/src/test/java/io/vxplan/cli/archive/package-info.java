@NullMarked
package io.vxplan.cli.archive;

import org.jspecify.annotations.NullMarked;

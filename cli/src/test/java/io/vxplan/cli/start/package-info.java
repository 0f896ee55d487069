@NullMarked
package io.vxplan.cli.start;

import org.jspecify.annotations.NullMarked;

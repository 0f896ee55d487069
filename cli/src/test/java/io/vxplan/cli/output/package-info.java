@NullMarked
package io.vxplan.cli.output;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.vxplan.cli.transfer;

import org.jspecify.annotations.NullMarked;

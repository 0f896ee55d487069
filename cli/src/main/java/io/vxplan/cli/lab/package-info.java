/// `vxplan lab` and what belongs to it.
@NullMarked
package io.vxplan.cli.lab;

import org.jspecify.annotations.NullMarked;

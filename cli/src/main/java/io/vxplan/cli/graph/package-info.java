/// Draws a topology as SVG: pure, without an external program.
@NullMarked
package io.vxplan.cli.graph;

import org.jspecify.annotations.NullMarked;

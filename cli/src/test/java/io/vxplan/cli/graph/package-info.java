@NullMarked
package io.vxplan.cli.graph;

import org.jspecify.annotations.NullMarked;

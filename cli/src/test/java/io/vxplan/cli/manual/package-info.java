@NullMarked
package io.vxplan.cli.manual;

import org.jspecify.annotations.NullMarked;

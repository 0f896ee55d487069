@NullMarked
package io.vxplan.cli.discovery;

import org.jspecify.annotations.NullMarked;

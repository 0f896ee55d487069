/// Manual pages and completion, both made from picocli's model of the commands.
@NullMarked
package io.vxplan.cli.manual;

import org.jspecify.annotations.NullMarked;

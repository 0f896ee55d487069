/// YAML with the place of every node.
@NullMarked
package io.vxplan.inventory.yaml;

import org.jspecify.annotations.NullMarked;

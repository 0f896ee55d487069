/// Jinja in values, over the variables of a host.
@NullMarked
package io.vxplan.inventory.template;

import org.jspecify.annotations.NullMarked;

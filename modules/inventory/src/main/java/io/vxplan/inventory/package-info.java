/// What the user wrote: the Ansible inventory, and the topology beside it.
@NullMarked
package io.vxplan.inventory;

import org.jspecify.annotations.NullMarked;

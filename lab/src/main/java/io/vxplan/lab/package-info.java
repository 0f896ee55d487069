/// Labs: the hosts of an inventory as network namespaces of this machine.
@NullMarked
package io.vxplan.lab;

import org.jspecify.annotations.NullMarked;

/// Labs: the hosts of an inventory on this machine. What they are made of is a provider's, each in
/// a package of its own.
@NullMarked
package io.vxplan.lab;

import org.jspecify.annotations.NullMarked;

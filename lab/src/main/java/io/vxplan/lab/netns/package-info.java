/// The provider `netns`: hosts are network namespaces of this machine.
@NullMarked
package io.vxplan.lab.netns;

import org.jspecify.annotations.NullMarked;

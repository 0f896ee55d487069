/// Talks to the kernel's networking by rtnetlink: sockets, network namespaces, errors.
@NullMarked
package io.vxplan.netlink;

import org.jspecify.annotations.NullMarked;

/// Hosts: read what is there, carry out changes, here by netlink, remotely by SSH and iproute2.
@NullMarked
package io.vxplan.host;

import org.jspecify.annotations.NullMarked;

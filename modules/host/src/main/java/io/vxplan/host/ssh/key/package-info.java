/// Who we are for a server, and who it is for us: keys of files and of an agent, and `known_hosts`.
@NullMarked
package io.vxplan.host.ssh.key;

import org.jspecify.annotations.NullMarked;

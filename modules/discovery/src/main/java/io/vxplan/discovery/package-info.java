/// The control plane: who takes part in an overlay right now. It touches no interface; what it
/// finds out is written to a file that the router reads.
///
/// Where settings, messages, keys and files have the form of the docker-router design, its hosts
/// and users find what they know; what we add, they may leave out.
@NullMarked
package io.vxplan.discovery;

import org.jspecify.annotations.NullMarked;

/// The data plane: keeps this host's VXLAN device, FDB entries and routes as `routing.yaml` and
/// `discovery.json` say.
@NullMarked
package io.vxplan.router;

import org.jspecify.annotations.NullMarked;

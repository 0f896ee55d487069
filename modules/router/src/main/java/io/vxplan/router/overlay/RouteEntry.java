package io.vxplan.router.overlay;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;

/// A route to a network behind a peer, as it stands in `routes.json`.
public record RouteEntry(
        Prefix destination, IpAddress nextHop, InterfaceName device, RouteSource source) {}

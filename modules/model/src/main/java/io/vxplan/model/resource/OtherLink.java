package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;

/// A link of any other kind, never ours: read so that we know what is there.
///
/// @param kind as the kernel names it (`veth`, `tun`, ...), or empty for a physical one
public record OtherLink(InterfaceName name, LinkSettings settings, String kind) implements Link {}

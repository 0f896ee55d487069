package io.vxplan.model.topology;

import io.vxplan.model.address.IpAddress;

/// Where a VTEP sends broadcast, unknown unicast and multicast.
public sealed interface Flooding {
    /// A copy to every peer: one all-zeros FDB entry for each.
    record Replicate() implements Flooding {}

    /// Nowhere: every MAC is known beforehand, and what is not declared is not reachable.
    record Static() implements Flooding {}

    /// To a multicast group of the underlay.
    record Group(IpAddress group) implements Flooding {}
}

package io.vxplan.model.topology;

import io.vxplan.model.Located;

/// Who takes part in an overlay.
public sealed interface Membership {
    /// The hosts that the topology names.
    record Static() implements Membership {}

    /// The hosts that the topology names, and whoever else is found while the network runs. On each
    /// host two daemons see to it: one finds, the other keeps tunnels and routes.
    ///
    /// @param by the entry of the topology's `discovery`
    record Discovered(Located<String> by) implements Membership {
        /// Behind one host: who announces more is refused by the others.
        public static final int MAX_NETWORKS = 64;
    }
}

package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;

/// A network interface.
public sealed interface Link extends Resource permits Vxlan, Bridge, OtherLink {
    InterfaceName name();

    /// What every kind of link has.
    LinkSettings settings();

    @Override
    default Key.LinkKey key() {
        return new Key.LinkKey(name());
    }
}

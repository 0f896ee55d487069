package io.vxplan.discovery.settings;

import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.model.address.IpAddress;

/// Every kind of scalar that only this host's own stacks have.
final class SettingKinds {
    static final Kind<String> STACK_ID = Kind.string(Stack.ID_FORM, Stack::isId);
    static final Kind<IpAddress> VXLAN_IP =
            Kinds.routable("an address of this host in the overlay");

    private SettingKinds() {}
}

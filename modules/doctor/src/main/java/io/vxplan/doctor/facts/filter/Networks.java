package io.vxplan.doctor.facts.filter;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;

/// Networks as firewalls write them.
final class Networks {
    private Networks() {}

    /// A network, or one address.
    static Prefix parse(String text) {
        return text.contains("/") ? Prefix.parse(text) : Prefix.of(IpAddress.parse(text));
    }
}

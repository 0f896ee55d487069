package io.vxplan.plan.diff;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which edits of a link the kernel refuses in place.
final class Replacement {
    /// `vxlan_changelink` refuses VNI and port; the device and group of multicast it takes, but
    /// keeps the old membership.
    private static final Set<String> FIXED = Set.of("kind", "vni", "port", "group", "dev");

    private Replacement() {}

    /// The fields that force it; empty where the edit can be done in place.
    static List<String> forcedBy(Link before, Link after) {
        return Fields.difference(before, after).entrySet().stream()
                .filter(field ->
                        FIXED.contains(field.getKey())
                                || isNewFamily(field.getKey(), before, after))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The family of a device's FDB destinations is fixed when it is created.
    private static boolean isNewFamily(String field, Link before, Link after) {
        return field.equals("local")
                && before instanceof Vxlan old
                && after instanceof Vxlan wanted
                && !old.local()
                        .map(IpAddress::family)
                        .equals(wanted.local().map(IpAddress::family));
    }
}

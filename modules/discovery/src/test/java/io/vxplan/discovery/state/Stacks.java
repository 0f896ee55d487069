package io.vxplan.discovery.state;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.List;
import java.util.Optional;

/// Stacks for tests.
public final class Stacks {
    private Stacks() {}

    /// A stack with no more than the seed's fields.
    public static Stack plain(String id, int vni, String host) {
        IpAddress address = IpAddress.parse(host);
        return new Stack(
                id,
                new Vni(vni),
                address,
                new Stack.Endpoint(address, 4789),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /// A stack with all that can be said of one.
    public static Stack full(String id, int vni, String host) {
        Stack plain = plain(id, vni, host);
        return new Stack(
                id,
                plain.vni(),
                plain.hostIp(),
                plain.endpoint(),
                Optional.of(IpAddress.parse("192.168.100.1")),
                List.of(Prefix.parse("172.20.0.0/16"), Prefix.parse("fd00:20::/64")),
                Optional.of(MacAddress.parse("02:00:00:00:00:01")));
    }
}

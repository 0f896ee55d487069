package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.IpAddress;
import io.vxplan.model.MacAddress;
import io.vxplan.model.Prefix;
import io.vxplan.model.Vni;
import java.util.List;
import java.util.Optional;

final class Samples {
    private Samples() {}

    static Stack stack(String id, int vni, String host) {
        IpAddress address = IpAddress.parse(host);
        return new Stack(
                id,
                new Vni(vni),
                address,
                new Stack.Endpoint(address, 4789),
                Optional.of(IpAddress.parse("192.168.100.1")),
                List.of(Prefix.parse("172.20.0.0/16"), Prefix.parse("2001:db8::/64")),
                Optional.of(MacAddress.parse("02:00:00:00:00:01")));
    }
}

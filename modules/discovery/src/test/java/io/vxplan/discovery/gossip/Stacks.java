package io.vxplan.discovery.gossip;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.List;
import java.util.Optional;

/// Stacks and keys for tests.
final class Stacks {
    static final Secret KEY = new Secret("correct horse battery staple");

    private Stacks() {}

    static Stack stack(String id, String host) {
        return stack(id, host, 1000);
    }

    static Stack stack(String id, String host, int vni) {
        IpAddress address = IpAddress.parse(host);
        return new Stack(
                id,
                new Vni(vni),
                address,
                new Stack.Endpoint(address, 4789),
                Optional.of(IpAddress.parse("192.168.100.1")),
                List.of(Prefix.parse("172.20.0.0/16")),
                Optional.empty());
    }
}

package io.vxplan.discovery.multicast;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Stacks and settings for tests.
final class Stacks {
    static final Secret KEY = new Secret("correct horse battery staple");
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private Stacks() {}

    static Stack stack(String id, String host) {
        IpAddress address = IpAddress.parse(host);
        return new Stack(
                id,
                new Vni(1000),
                address,
                new Stack.Endpoint(address, 4789),
                Optional.of(IpAddress.parse("192.168.100.1")),
                List.of(Prefix.parse("172.20.0.0/16")),
                Optional.empty());
    }

    static MulticastSettings settings(Optional<Secret> key, String peerId) {
        return settings(MulticastSettings.DEFAULT_GROUP, key, peerId);
    }

    static MulticastSettings settings(IpAddress group, Optional<Secret> key, String peerId) {
        return new MulticastSettings(
                group,
                MulticastSettings.DEFAULT_PORT,
                MulticastSettings.DEFAULT_TTL,
                key,
                peerId,
                INTERVAL);
    }
}

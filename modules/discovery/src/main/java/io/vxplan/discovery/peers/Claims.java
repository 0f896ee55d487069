package io.vxplan.discovery.peers;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.PrefixOwners;
import io.vxplan.model.address.PrefixOwners.Owned;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which stack of one overlay has which address and which networks in it. Nothing belongs to two.
final class Claims {
    private final Map<IpAddress, String> addresses = new HashMap<>();
    private final PrefixOwners networks = new PrefixOwners();

    void add(Stack stack) {
        stack.vxlanIp().ifPresent(address -> addresses.put(address, stack.id()));
        stack.networks().forEach(network -> networks.add(network, stack.id()));
    }

    void remove(Stack stack) {
        stack.vxlanIp().ifPresent(addresses::remove);
        stack.networks().forEach(networks::remove);
    }

    int networks() {
        return networks.size();
    }

    /// Why a stack can't have what it claims: another has it.
    Optional<String> conflict(Stack stack) {
        for (IpAddress address : stack.vxlanIp().stream().toList()) {
            String owner = addresses.get(address);
            if (owner != null && !owner.equals(stack.id())) {
                return Optional.of("vxlan_ip " + address + " belongs to " + owner);
            }
        }
        for (Prefix network : stack.networks()) {
            Optional<Owned> other = networks.ofOthers(network, stack.id());
            if (other.isPresent()) {
                return other.map(taken ->
                        "network %s overlaps %s, which belongs to %s"
                                .formatted(network, taken.prefix(), taken.owner()));
            }
        }
        return Optional.empty();
    }
}

package io.vxplan.discovery.peers;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Prefix;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which stack of one overlay has which address and which networks in it. Nothing belongs to two.
final class Claims {
    private final Map<IpAddress, String> addresses = new HashMap<>();
    private final TreeMap<Prefix, String> networks = new TreeMap<>();

    void add(Stack stack) {
        stack.vxlanIp().ifPresent(address -> addresses.put(address, stack.id()));
        stack.networks().forEach(network -> networks.put(network, stack.id()));
    }

    void remove(Stack stack) {
        stack.vxlanIp().ifPresent(addresses::remove);
        stack.networks().forEach(networks::remove);
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
            Optional<Map.Entry<Prefix, String>> other = overlapping(network, stack.id());
            if (other.isPresent()) {
                return other.map(taken ->
                        "network %s overlaps %s, which belongs to %s"
                                .formatted(network, taken.getKey(), taken.getValue()));
            }
        }
        return Optional.empty();
    }

    /// What another than `id` has of a network, or around it. Found without looking at all of them:
    /// a stranger may say as much as it likes.
    private Optional<Map.Entry<Prefix, String>> overlapping(Prefix network, String id) {
        for (int length = 0; length < network.length(); length++) {
            Prefix around = Prefix.containing(network.network(), length);
            String owner = networks.get(around);
            if (owner != null && !owner.equals(id)) {
                return Optional.of(Map.entry(around, owner));
            }
        }
        int longest = network.family().bits();
        return networks
                .subMap(network, true, new Prefix(network.last(), longest), true)
                .entrySet()
                .stream()
                .filter(entry -> !entry.getValue().equals(id))
                .findFirst();
    }
}

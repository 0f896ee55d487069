package io.vxplan.router.overlay;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Located;
import io.vxplan.model.address.Prefix;
import io.vxplan.router.routing.Routing;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// To which networks a route can change what is decided: those of the overlay, and the whole world,
/// whose route says where this host's tunnels start.
public record RelevantNetworks(Set<Prefix> networks) implements Predicate<Prefix> {
    public RelevantNetworks {
        networks = Set.copyOf(networks);
    }

    public static RelevantNetworks of(Routing routing, Collection<Stack> peers) {
        Stream<Located<Prefix>> configured =
                Stream.of(
                                Stream.of(routing.subnet()),
                                routing.networks().stream().map(Routing.LocalNetwork::subnet),
                                routing.remoteStacks().stream()
                                        .flatMap(stack -> stack.networks().stream()))
                        .flatMap(networks -> networks);
        return new RelevantNetworks(
                Stream.concat(
                                configured.map(Located::value),
                                peers.stream().flatMap(peer -> peer.networks().stream()))
                        .collect(Collectors.toSet()));
    }

    @Override
    public boolean test(Prefix destination) {
        return destination.length() == 0 || networks.contains(destination);
    }
}

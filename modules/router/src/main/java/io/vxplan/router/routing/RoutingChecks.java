package io.vxplan.router.routing;

import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.PrefixOwners;
import io.vxplan.router.routing.Routing.LocalNetwork;
import io.vxplan.router.routing.Routing.RemoteStack;
import java.util.HashMap;
import java.util.Map;

/// What only several values of `routing.yaml` together can get wrong.
final class RoutingChecks {
    private final Routing routing;
    private final Problems problems;
    private final Map<String, Located<String>> ids = new HashMap<>();
    private final Map<IpAddress, String> holders = new HashMap<>();
    private final PrefixOwners networks = new PrefixOwners();

    RoutingChecks(Routing routing, Problems problems) {
        this.routing = routing;
        this.problems = problems;
    }

    void check() {
        networks.add(routing.subnet().value(), "the overlay");
        ids.put(routing.stackId().value(), routing.stackId());
        overlayAddress("local_vxlan_ip", routing.address(), "this stack");
        routing.networks().forEach(this::local);
        routing.remoteStacks().forEach(this::remote);
        routing.underlay().ifPresent(this::underlay);
        routing.mtu().ifPresent(this::mtu);
    }

    private void local(LocalNetwork network) {
        network(network.subnet(), "'" + network.name() + "'");
        network.gateway()
                .filter(gateway -> !network.subnet().value().isHostAddress(gateway.value()))
                .ifPresent(gateway ->
                        problems.error(
                                gateway.at(),
                                "gateway %s is no host address of network %s"
                                        .formatted(gateway, network.subnet()),
                                "choose one inside, such as "
                                        + network.subnet().value().firstHost()));
    }

    private void remote(RemoteStack stack) {
        Located<String> other = ids.putIfAbsent(stack.id().value(), stack.id());
        if (other != null) {
            problems.error(
                    stack.id().at(),
                    "stack '%s' is there twice".formatted(stack.id()),
                    "it stands at " + other.at() + " already");
        }
        String owner = "stack '" + stack.id() + "'";
        stack.gateway().ifPresent(gateway -> overlayAddress("vxlan_gateway", gateway, owner));
        stack.networks().forEach(network -> network(network, owner));
    }

    private void overlayAddress(String key, Located<IpAddress> address, String holder) {
        Prefix subnet = routing.subnet().value();
        if (!subnet.isHostAddress(address.value())) {
            problems.error(
                    address.at(),
                    "%s %s is no host address of vxlan_subnet %s".formatted(key, address, subnet),
                    "choose one between " + subnet.firstHost() + " and " + subnet.lastHost());
        }
        String other = holders.putIfAbsent(address.value(), holder);
        if (other != null) {
            problems.error(
                    address.at(),
                    "%s %s of %s is that of %s already".formatted(key, address, holder, other),
                    "give each stack its own");
        }
    }

    private void network(Located<Prefix> network, String owner) {
        Prefix prefix = network.value();
        networks.overlapping(prefix)
                .ifPresentOrElse(
                        other ->
                                problems.error(
                                        network.at(),
                                        "network %s of %s overlaps %s"
                                                .formatted(network, owner, other),
                                        "give each its own"),
                        () -> networks.add(prefix, owner));
        if (prefix.family() != routing.subnet().value().family()) {
            problems.error(
                    network.at(),
                    "network %s can't be routed: vxlan_subnet is %s"
                            .formatted(network, routing.subnet().value().family()),
                    "take networks of that family");
        }
    }

    private void underlay(Located<IpAddress> underlay) {
        networks.holding(underlay.value())
                .ifPresent(other ->
                        problems.error(
                                underlay.at(),
                                "underlay %s lies in %s".formatted(underlay, other),
                                "the tunnel would carry itself: take another network there"));
    }

    private void mtu(Located<Integer> mtu) {
        boolean tooSmall =
                routing.subnet().value().family() == Family.IPV6
                        && mtu.value() < Kinds.LEAST_MTU_IPV6;
        if (tooSmall) {
            problems.error(
                    mtu.at(),
                    "mtu %s is too small for vxlan_subnet %s".formatted(mtu, routing.subnet()),
                    "IPv6 needs " + Kinds.LEAST_MTU_IPV6);
        }
    }
}

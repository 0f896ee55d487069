package io.vxplan.router.routing;

import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Mark;
import io.vxplan.model.Prefix;
import io.vxplan.model.PrefixOwners;
import io.vxplan.model.Vni;
import java.util.List;
import java.util.Optional;

/// What stands in `routing.yaml`, with what the environment says instead: this host's stack, and
/// what is known of others beforehand.
///
/// @param stackId the own one
/// @param subnet of the overlay
/// @param address the own one in the overlay
/// @param port UDP destination port
/// @param mtu bytes, of the VXLAN device; empty for what the underlay carries
/// @param underlay where the own tunnels start; empty for the address of the route that leads out
/// @param networks behind this host
public record Routing(
        Located<String> stackId,
        Located<Vni> vni,
        Located<Prefix> subnet,
        Located<IpAddress> address,
        int port,
        Optional<Located<Integer>> mtu,
        Optional<Located<IpAddress>> underlay,
        List<LocalNetwork> networks,
        List<RemoteStack> remoteStacks) {
    public static final int DEFAULT_PORT = 4789;

    private static final String TOPOLOGY = "docker-router";

    public Routing {
        networks = List.copyOf(networks);
        remoteStacks = List.copyOf(remoteStacks);
    }

    /// @param gateway this host's own address there, the next hop of its containers
    public record LocalNetwork(
            String name, Located<Prefix> subnet, Optional<Located<IpAddress>> gateway) {}

    /// What is true of a stack while discovery knows it.
    ///
    /// @param gateway its address in the overlay; empty where it says so itself
    /// @param networks behind it; empty where it says so itself
    public record RemoteStack(
            Located<String> id,
            Optional<Located<IpAddress>> gateway,
            List<Located<Prefix>> networks) {
        public RemoteStack {
            networks = List.copyOf(networks);
        }
    }

    /// Whose this stack's device is. The VNI is part of it: a router of another overlay on this
    /// host is another's.
    public Mark mark() {
        return new Mark(TOPOLOGY, "vni" + vni);
    }

    public Optional<RemoteStack> remote(String id) {
        return remoteStacks.stream().filter(stack -> stack.id().value().equals(id)).findFirst();
    }

    /// Every network that the file names, and whose it is: what is said of a stack there is its
    /// own, whether it is there or not.
    public PrefixOwners networkOwners() {
        PrefixOwners owners = new PrefixOwners();
        owners.add(subnet.value(), "the overlay");
        networks.forEach(network -> owners.add(network.subnet().value(), "this host"));
        for (RemoteStack stack : remoteStacks) {
            stack.networks()
                    .forEach(network -> owners.add(network.value(), "stack '" + stack.id() + "'"));
        }
        return owners;
    }
}

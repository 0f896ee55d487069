package io.vxplan.router.routing;

import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.PrefixOwners;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import java.util.List;
import java.util.Optional;

/// This host's stack, and what is known of others beforehand: what stands in `routing.yaml`, with
/// what the environment says instead, or what a topology says of the host.
///
/// @param stackId the own one
/// @param subnet of the overlay
/// @param address the own one in the overlay
/// @param port UDP destination port
/// @param mtu bytes, of the VXLAN device; empty for what the underlay carries
/// @param underlay where the own tunnels start; empty for the address of the route that leads out
/// @param networks behind this host
/// @param form of the overlay's device
public record Routing(
        Located<String> stackId,
        Located<Vni> vni,
        Located<Prefix> subnet,
        Located<IpAddress> address,
        int port,
        Optional<Located<Integer>> mtu,
        Optional<Located<IpAddress>> underlay,
        List<LocalNetwork> networks,
        List<RemoteStack> remoteStacks,
        Form form) {
    public static final int DEFAULT_PORT = 4789;

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

    /// Where a user says all this, and so whose words messages use.
    public enum Origin {
        ROUTING_FILE,
        TOPOLOGY
    }

    /// What a topology may say of an overlay's device.
    ///
    /// @param origin of this and all else
    /// @param mark whose it is
    /// @param ttl 0 for the kernel's choice
    /// @param mac given by the user; else derived
    public record Form(
            Origin origin,
            Mark mark,
            InterfaceName device,
            Flooding flooding,
            boolean learning,
            int ttl,
            boolean forwarding,
            Firewall firewall,
            Optional<MacAddress> mac) {
        private static final String TOPOLOGY = "docker-router";

        /// As the docker-router design found to work: a copy of each flooded frame to every peer,
        /// and learning on.
        ///
        /// @param vni is part of the mark: a router of another overlay on this host is another's
        static Form of(Vni vni) {
            return new Form(
                    Origin.ROUTING_FILE,
                    new Mark(TOPOLOGY, "vni" + vni),
                    new InterfaceName("vxlan" + vni),
                    new Flooding.Replicate(),
                    true,
                    0,
                    true,
                    Firewall.NONE,
                    Optional.empty());
        }
    }

    /// Whose this stack's device is.
    public Mark mark() {
        return form.mark();
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

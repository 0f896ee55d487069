package io.vxplan.host.local;

import io.vxplan.model.resource.Resource;
import io.vxplan.netlink.NetlinkSocket;
import io.vxplan.netlink.Request;
import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.Body;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.RouteMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads all that the kernel has, table by table.
final class Observation {
    private final NetlinkSocket socket;
    private final Relevance relevance;
    private final List<Resource> resources = new ArrayList<>();

    /// @param socket in the namespace of the calling thread
    /// @param relevance of routes: all that are not relevant are left out
    Observation(NetlinkSocket socket, Relevance relevance) {
        this.socket = socket;
        this.relevance = relevance;
    }

    List<Resource> read() throws IOException {
        Links links = new Links();
        LinkMessage anyLink =
                LinkMessage.of(0, LinkMessage.EXTENSIONS.is(LinkMessage.WITHOUT_COUNTERS));
        for (Body body : socket.dump(Request.dump(anyLink))) {
            if (body instanceof LinkMessage link) {
                links.add(link);
            }
        }
        resources.addAll(links.resources());
        entries(new Entries(links), new Routes(links));
        resources.addAll(SysctlFiles.read(links.names()));
        return resources;
    }

    private void entries(Entries entries, Routes routes) throws IOException {
        dump(new AddressMessage(0, 0, 0, 0, 0, Attributes.NONE), entries, routes);
        dump(neighbours(AddressFamily.BRIDGE), entries, routes);
        dump(neighbours(AddressFamily.INET), entries, routes);
        dump(neighbours(AddressFamily.INET6), entries, routes);
        dump(routes(AddressFamily.INET), entries, routes);
        dump(routes(AddressFamily.INET6), entries, routes);
    }

    private void dump(Body what, Entries entries, Routes routes) throws IOException {
        for (Body body : socket.dump(Request.dump(what), this::isWanted)) {
            Optional<? extends Resource> resource =
                    switch (body) {
                        case AddressMessage address -> entries.address(address);
                        case NeighbourMessage neighbour
                                when neighbour.family() == AddressFamily.BRIDGE ->
                                entries.fdb(neighbour);
                        case NeighbourMessage neighbour -> entries.neighbour(neighbour);
                        case RouteMessage route -> routes.route(route);
                        default -> Optional.empty();
                    };
            resource.ifPresent(resources::add);
        }
    }

    private boolean isWanted(Body body) {
        return !(body instanceof RouteMessage route) || relevance.isRelevant(route);
    }

    private static NeighbourMessage neighbours(int family) {
        return new NeighbourMessage(family, 0, 0, 0, 0, Attributes.NONE);
    }

    private static RouteMessage routes(int family) {
        return new RouteMessage(family, 0, 0, 0, 0, 0, 0, 0, 0, Attributes.NONE);
    }
}

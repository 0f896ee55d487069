package io.vxplan.lab.layout;

import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import java.util.List;

/// A network namespace of the lab, and what is in it besides the ends of its cables.
///
/// @param forwards whether it routes; a fresh machine does not
/// @param gateways next hops of its default routes, at most one per family
/// @param neighbours what it need not ask for
public record Namespace(
        String name,
        List<Switch> switches,
        boolean forwards,
        List<IpAddress> gateways,
        List<KnownNeighbour> neighbours) {

    public Namespace {
        switches = List.copyOf(switches);
        gateways = List.copyOf(gateways);
        neighbours = List.copyOf(neighbours);
    }

    /// A bridge that copies frames and nothing else.
    ///
    /// @param addresses the namespace's own on it; none for a switch that nobody routes through
    public record Switch(InterfaceName name, List<InterfaceAddress> addresses) {}

    /// A permanent neighbour.
    public record KnownNeighbour(InterfaceName device, IpAddress address, MacAddress mac) {}
}

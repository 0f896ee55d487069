package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the SSH session through which a host is observed reaches it.
///
/// @param client address of its other end, as the host sees it
/// @param own address of the host that the session is with
/// @param device by which answers leave
/// @param route by which they do; empty where the client is a link-local address
/// @param untilForwarding the kernel took this route from a router advertisement, and drops it when
///   it begins to forward, unless `accept_ra` is 2
public record ManagementPath(
        IpAddress client,
        IpAddress own,
        InterfaceName device,
        Optional<Route> route,
        boolean untilForwarding) {

    /// To whom answers are handed on the link: the gateways, or the client itself.
    public Stream<IpAddress> neighbours() {
        return nextHops().map(hop -> hop.via().orElse(client));
    }

    /// By which answers may leave: several with ECMP.
    public Stream<InterfaceName> devices() {
        return Stream.concat(Stream.of(device), nextHops().map(Route.NextHop::device)).distinct();
    }

    private Stream<Route.NextHop> nextHops() {
        return route.stream()
                .map(Route::nextHops)
                .filter(hops -> !hops.isEmpty())
                .findFirst()
                .map(List::stream)
                .orElseGet(() -> Stream.of(new Route.NextHop(Optional.empty(), device, 1)));
    }
}

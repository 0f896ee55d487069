package io.vxplan.router.overlay;

import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Route;
import io.vxplan.router.routing.Routing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where this host's own tunnels start.
///
/// @param mtu bytes, of the interface that has the address
public record Underlay(IpAddress address, int mtu) {

    /// The address that the user gave, else that of the interface by which the default route
    /// leaves. Empty where there is no such route, or the address is on no interface.
    public static Optional<Underlay> of(Routing routing, HostState observed) {
        return routing.underlay()
                .map(Located::value)
                .or(() -> leadingOut(observed))
                .flatMap(address -> on(address, observed));
    }

    private static Optional<IpAddress> leadingOut(HostState observed) {
        return Stream.of(Family.values())
                .flatMap(family -> defaultRoutes(family, observed))
                .flatMap(route -> route.nextHops().stream())
                .flatMap(hop -> addressesOf(hop.device(), observed))
                .findFirst();
    }

    private static Stream<Route> defaultRoutes(Family family, HostState observed) {
        Prefix everything = new Prefix(new IpAddress(family, 0, 0), 0);
        return observed.all(Route.class)
                .filter(route -> route.table() == Route.MAIN_TABLE)
                .filter(route -> route.type().equals(Route.UNICAST))
                .filter(route -> route.destination().equals(everything))
                .sorted(Comparator.comparingInt(Route::metric));
    }

    /// In the kernel's order: the first of a family is its primary one.
    private static Stream<IpAddress> addressesOf(InterfaceName device, HostState observed) {
        List<IpAddress> addresses =
                observed.all(Address.class)
                        .filter(address -> address.device().equals(device))
                        .map(address -> address.address().address())
                        .filter(IpAddress::isRoutable)
                        .toList();
        return Stream.of(Family.values())
                .flatMap(
                        family -> addresses.stream().filter(address -> address.family() == family));
    }

    private static Optional<Underlay> on(IpAddress address, HostState observed) {
        return observed.all(Address.class)
                .filter(each -> each.address().address().equals(address))
                .findFirst()
                .flatMap(each -> observed.link(each.device()))
                .map(link -> new Underlay(address, link.settings().mtu()));
    }
}

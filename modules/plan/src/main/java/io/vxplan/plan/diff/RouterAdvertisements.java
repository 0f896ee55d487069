package io.vxplan.plan.diff;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import java.util.List;
import java.util.stream.Stream;

/// Turning on IPv6 forwarding removes, at once, the default route that a router advertisement left,
/// and with it perhaps our own SSH. `accept_ra=2` on that interface, set before, keeps it.
record RouterAdvertisements(HostState observed) {
    /// `RTPROT_RA`, include/uapi/linux/rtnetlink.h.
    private static final int ADVERTISED = 9;

    static final String FORWARDING = "net.ipv6.conf.all.forwarding";

    List<Change> keptBefore(Change.Update change) {
        if (!(change.after() instanceof Sysctl setting && setting.name().equals(FORWARDING))) {
            return List.of();
        }
        return routes().filter(route ->
                        route.protocol() == ADVERTISED
                                && route.destination().family() == Family.IPV6
                                && route.destination().length() == 0)
                .flatMap(route -> route.nextHops().stream())
                .map(Route.NextHop::device)
                .distinct()
                .map(RouterAdvertisements::name)
                .filter(name -> observed.sysctl(name).filter("1"::equals).isPresent())
                .map(name ->
                        (Change) new Change.Update(new Sysctl(name, "1"), new Sysctl(name, "2")))
                .toList();
    }

    /// With one router on each of several links, all of their routes have one key.
    private Stream<Route> routes() {
        return Stream.concat(
                observed.all(Route.class),
                observed.hidden().stream().filter(Route.class::isInstance).map(Route.class::cast));
    }

    /// The setting of a device by which it accepts them.
    static String name(InterfaceName device) {
        return "net.ipv6.conf." + device.value().replace('.', '/') + ".accept_ra";
    }
}

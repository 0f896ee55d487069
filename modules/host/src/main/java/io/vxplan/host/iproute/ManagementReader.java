package io.vxplan.host.iproute;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.ManagementPath;
import io.vxplan.model.resource.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From what a [ReadScript] printed to how its own session reaches the host.
final class ManagementReader {
    /// `RTF_ADDRCONF` and `RTF_DEFAULT`, include/uapi/linux/ipv6_route.h: of what the kernel itself
    /// made of a router advertisement. systemd-networkd's routes say `proto ra` as well, but stay.
    private static final int ADVERTISED = 0x0005_0000;

    private static final int FLAGS = 8;
    private static final int DEVICE = 9;

    private ManagementReader() {}

    /// Empty where no SSH session runs the script, or no route leads back.
    static Optional<ManagementPath> path(Map<String, String> sections) {
        String[] ends = sections.getOrDefault("management", "").strip().split(" ", -1);
        Optional<InterfaceName> device =
                first(sections, "way")
                        .filter(way -> IprouteState.hasName(way, "dev"))
                        .map(way -> IprouteState.name(way, "dev"));
        if (ends.length != 2 || device.isEmpty()) {
            return Optional.empty();
        }
        IpAddress client = IpAddress.parse(ends[0]);
        Optional<Route> route =
                first(sections, "wayroute")
                        .filter(object -> object.has("dst"))
                        .flatMap(object -> RouteReader.route(object, client.family()));
        return Optional.of(
                new ManagementPath(
                        client,
                        IpAddress.parse(ends[1]),
                        device.get(),
                        route,
                        route.filter(way -> isAdvertised(way, sections)).isPresent()));
    }

    private static Optional<JsonObject> first(Map<String, String> sections, String name) {
        List<JsonObject> objects = new ArrayList<>();
        JsonObject.each(sections.getOrDefault(name, ""), objects::add);
        return objects.stream().findFirst();
    }

    /// By /proc/net/ipv6_route, for iproute2 does not show the flags.
    private static boolean isAdvertised(Route route, Map<String, String> sections) {
        return route.destination().family() == Family.IPV6
                && route.destination().length() == 0
                && sections.getOrDefault("advertised", "")
                        .lines()
                        .map(line -> line.strip().split(" +", -1))
                        .filter(columns -> columns.length > DEVICE)
                        .filter(columns ->
                                route.nextHops().stream()
                                        .anyMatch(hop ->
                                                hop.device().value().equals(columns[DEVICE])))
                        .anyMatch(columns ->
                                (Integer.parseUnsignedInt(columns[FLAGS], 16) & ADVERTISED)
                                        == ADVERTISED);
    }
}

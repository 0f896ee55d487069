package io.vxplan.host.local;

import io.vxplan.host.RouteType;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Route;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.Octets;
import io.vxplan.netlink.message.RouteMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Routes of a dump.
record Routes(Links links) {
    /// Empty for what nobody configured.
    Optional<Route> route(RouteMessage message) {
        if (!isConfigured(message)) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes();
        String type = RouteType.name(message.type());
        return Optional.of(
                new Route(
                        table(message),
                        destination(message),
                        attributes.get(RouteMessage.PRIORITY).orElse(0),
                        message.protocol(),
                        type,
                        RouteType.hasNextHops(type) ? nextHops(attributes) : List.of()));
    }

    /// Not what is in the table `local`, cached copies, the link-local networks that the kernel
    /// makes on every link, and routes of one TOS or one source network: they are others than that
    /// without, and none that vxplan makes.
    static boolean isConfigured(RouteMessage message) {
        boolean isCached = (message.flags() & RouteMessage.CLONED) != 0;
        boolean isLinkLocal =
                message.protocol() == RouteMessage.BY_KERNEL
                        && destination(message).network().isLinkLocal();
        boolean isForSome = message.tos() != 0 || message.sourceLength() != 0;
        return table(message) != RouteMessage.LOCAL_TABLE
                && !isCached
                && !isLinkLocal
                && !isForSome;
    }

    private static int table(RouteMessage message) {
        return message.attributes().get(RouteMessage.TABLE).orElse(message.table());
    }

    static Prefix destination(RouteMessage message) {
        Family family = message.family() == AddressFamily.INET6 ? Family.IPV6 : Family.IPV4;
        IpAddress network =
                message.attributes()
                        .get(RouteMessage.DESTINATION)
                        .flatMap(Entries::ip)
                        .orElse(new IpAddress(family, 0, 0));
        return Prefix.containing(network, message.destinationLength());
    }

    private List<Route.NextHop> nextHops(Attributes attributes) {
        Optional<List<RouteMessage.NextHop>> several = attributes.get(RouteMessage.MULTIPATH);
        if (several.isPresent()) {
            return several.get().stream()
                    .flatMap(hop -> nextHop(hop.index(), hop.attributes(), hop.hops() + 1))
                    .toList();
        }
        return attributes.get(RouteMessage.DEVICE).stream()
                .flatMap(index -> nextHop(index, attributes, 1))
                .toList();
    }

    private Stream<Route.NextHop> nextHop(int index, Attributes attributes, int weight) {
        Optional<InterfaceName> device = links.name(index);
        return device.map(name -> new Route.NextHop(gateway(attributes), name, weight)).stream();
    }

    private static Optional<IpAddress> gateway(Attributes attributes) {
        return attributes
                .get(RouteMessage.GATEWAY)
                .or(() -> attributes.get(RouteMessage.VIA).map(Routes::withoutFamily))
                .flatMap(Entries::ip);
    }

    private static Octets withoutFamily(Octets via) {
        byte[] bytes = via.toArray();
        return bytes.length < 2 ? via : Octets.of(Arrays.copyOfRange(bytes, 2, bytes.length));
    }
}

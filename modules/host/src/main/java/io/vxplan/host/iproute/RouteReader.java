package io.vxplan.host.iproute;

import io.vxplan.host.RouteType;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads an object of `ip -N -j route show table all`.
///
/// iproute2 leaves out what is usual: the table `main`, the protocol `boot`, the type `unicast`,
/// the length of a host's prefix.
final class RouteReader {
    private static final int LOCAL_TABLE = 255;
    private static final int PROTOCOL_KERNEL = 2;
    private static final int PROTOCOL_BOOT = 3;

    private RouteReader() {}

    /// Empty for what does not belong to a state: the table `local`, cached copies, the link-local
    /// networks that the kernel makes on every link, and routes of one TOS or one source network,
    /// which are others than that without.
    static Optional<Route> route(JsonObject object, Family family) {
        int table = object.number("table", Route.MAIN_TABLE);
        int protocol = object.number("protocol", PROTOCOL_BOOT);
        Prefix destination = destination(IprouteState.required(object, "dst"), family);
        boolean isLinkLocal = protocol == PROTOCOL_KERNEL && destination.network().isLinkLocal();
        boolean isCached = object.texts("flags").contains("cache");
        boolean isForSome = object.has("tos") || object.has("from");
        if (table == LOCAL_TABLE || isCached || isLinkLocal || isForSome) {
            return Optional.empty();
        }
        String type = type(object.text("type").orElse(Route.UNICAST));
        return Optional.of(
                new Route(
                        table,
                        destination,
                        object.number("metric", 0),
                        protocol,
                        type,
                        RouteType.hasNextHops(type) ? nextHops(object) : List.of()));
    }

    /// With `-N` the type is a number, unless it is the usual one.
    private static String type(String text) {
        boolean isNumber = text.chars().allMatch(Character::isDigit);
        return isNumber ? RouteType.name(Integer.parseInt(text)) : text;
    }

    private static Prefix destination(String text, Family family) {
        if (text.equals("default")) {
            byte[] zeros = new byte[family.bits() / 8];
            return new Prefix(IpAddress.of(zeros), 0);
        }
        return text.indexOf('/') < 0
                ? new Prefix(IpAddress.parse(text), family.bits())
                : Prefix.parse(text);
    }

    private static List<Route.NextHop> nextHops(JsonObject object) {
        List<JsonObject> several = object.objects("nexthops");
        Stream<JsonObject> hops = several.isEmpty() ? Stream.of(object) : several.stream();
        return hops.filter(hop -> IprouteState.hasName(hop, "dev"))
                .map(RouteReader::nextHop)
                .toList();
    }

    /// A gateway of the other family stands under `via`.
    private static Route.NextHop nextHop(JsonObject hop) {
        Optional<IpAddress> gateway =
                hop.text("gateway")
                        .or(() -> hop.object("via").flatMap(via -> via.text("host")))
                        .map(IpAddress::parse);
        InterfaceName device = IprouteState.name(hop, "dev");
        return new Route.NextHop(gateway, device, hop.number("weight", 1));
    }
}

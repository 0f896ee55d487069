package io.vxplan.model.resource;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.util.List;
import java.util.Optional;

/// A route.
///
/// @param table routing table, 254 is `main`
/// @param metric the lower one wins; 0 by default in IPv4, 1024 in IPv6
/// @param protocol who set it (`rtm_protocol`); [Mark#PROTOCOL] is ours
/// @param type `unicast`, `blackhole`, ... as `ip route` names it
/// @param nextHops sorted; several make ECMP; empty for types without
public record Route(
        int table,
        Prefix destination,
        int metric,
        int protocol,
        String type,
        List<NextHop> nextHops)
        implements Entry {
    public static final int MAIN_TABLE = 254;
    public static final String UNICAST = "unicast";

    /// The metric that the kernel gives a route where none is said.
    public static int defaultMetric(Family family) {
        return switch (family) {
            case IPV4 -> 0;
            case IPV6 -> 1024;
        };
    }

    /// @param via the gateway; empty for a directly connected network
    /// @param weight 1 to 256
    public record NextHop(Optional<IpAddress> via, InterfaceName device, int weight)
            implements Comparable<NextHop> {
        @Override
        public int compareTo(NextHop other) {
            int byDevice = device.compareTo(other.device);
            if (byDevice != 0) {
                return byDevice;
            }
            IpAddress none = new IpAddress(Family.IPV4, 0, 0);
            int byGateway = via.orElse(none).compareTo(other.via.orElse(none));
            return byGateway != 0 ? byGateway : Integer.compare(weight, other.weight);
        }
    }

    public Route {
        nextHops = nextHops.stream().sorted().toList();
    }

    /// The same route with some of its next hops.
    public Route with(List<NextHop> some) {
        return new Route(table, destination, metric, protocol, type, some);
    }

    @Override
    public Key.RouteKey key() {
        return new Key.RouteKey(table, destination, metric);
    }
}

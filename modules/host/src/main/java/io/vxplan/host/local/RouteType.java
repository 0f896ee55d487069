package io.vxplan.host.local;

import java.util.List;
import java.util.Set;

/// Types of routes (`RTN_*`), as `ip route` names them.
final class RouteType {
    private static final List<String> NAMES =
            List.of(
                    "none",
                    "unicast",
                    "local",
                    "broadcast",
                    "anycast",
                    "multicast",
                    "blackhole",
                    "unreachable",
                    "prohibit",
                    "throw",
                    "nat",
                    "xresolve");

    /// In IPv6 these show the loopback as their device.
    private static final Set<String> NOWHERE =
            Set.of("blackhole", "unreachable", "prohibit", "throw");

    private RouteType() {}

    static String name(int number) {
        return number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }

    static int number(String name) {
        int number = NAMES.indexOf(name);
        return number < 0 ? Integer.parseInt(name) : number;
    }

    static boolean hasNextHops(String name) {
        return !NOWHERE.contains(name);
    }
}

package io.vxplan.host;

import java.util.List;
import java.util.Set;

/// Types of routes (`RTN_*` of linux/rtnetlink.h, in their order), as `ip route` names them.
public final class RouteType {
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

    /// The number itself where it has no name.
    public static String name(int number) {
        return number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }

    public static int number(String name) {
        int number = NAMES.indexOf(name);
        return number < 0 ? Integer.parseInt(name) : number;
    }

    public static boolean hasNextHops(String name) {
        return !NOWHERE.contains(name);
    }
}

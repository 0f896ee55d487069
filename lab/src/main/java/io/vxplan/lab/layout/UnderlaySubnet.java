package io.vxplan.lab.layout;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A subnet of the underlay: a bridge of its own, and the router's address in it.
///
/// A topology names underlay addresses and no subnets. In a lab an IPv4 host is in the /24 of its
/// address, an IPv6 host in the /64, as one would guess.
///
/// @param router what hosts have as their default gateway, where there are several subnets
record UnderlaySubnet(Prefix prefix, IpAddress router, InterfaceName bridge) {

    static List<UnderlaySubnet> of(Collection<IpAddress> hosts) {
        SortedMap<Prefix, Set<IpAddress>> grouped = new TreeMap<>();
        for (IpAddress address : hosts) {
            grouped.computeIfAbsent(prefixOf(address), _ -> new TreeSet<>()).add(address);
        }
        List<UnderlaySubnet> subnets = new ArrayList<>();
        grouped.forEach((prefix, taken) -> {
            InterfaceName bridge = new InterfaceName("underlay" + (subnets.size() + 1));
            subnets.add(new UnderlaySubnet(prefix, lastFree(prefix, taken), bridge));
        });
        return subnets;
    }

    /// The conventional one, or a shorter one where that would make the address its network or
    /// broadcast address.
    private static Prefix prefixOf(IpAddress address) {
        Stream<Integer> lengths =
                address.family() == Family.IPV4 ? Stream.of(24, 16, 8) : Stream.of(64, 48, 32);
        return lengths.map(length -> Prefix.containing(address, length))
                .filter(prefix -> prefix.isHostAddress(address))
                .findFirst()
                .orElseGet(() -> Prefix.containing(address, 1));
    }

    private static IpAddress lastFree(Prefix prefix, Set<IpAddress> taken) {
        return Stream.iterate(prefix.last().plus(-1), address -> address.plus(-1))
                .filter(address -> !taken.contains(address))
                .findFirst()
                .orElseThrow();
    }

    InterfaceAddress routerAddress() {
        return new InterfaceAddress(router, prefix.length());
    }

    static Optional<UnderlaySubnet> holding(IpAddress address, List<UnderlaySubnet> subnets) {
        return subnets.stream()
                .filter(subnet -> subnet.prefix().contains(address))
                .max((a, b) -> Integer.compare(a.prefix().length(), b.prefix().length()));
    }
}

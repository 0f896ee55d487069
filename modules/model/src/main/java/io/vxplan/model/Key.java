package io.vxplan.model;

import java.util.Comparator;
import java.util.Optional;

/// What tells one resource of a host from another: the kernel's own idea of identity, no more and
/// no less.
///
/// The natural order is the order in which a host is built: a key never depends on a later one.
public sealed interface Key extends Comparable<Key> {

    record SysctlKey(String name) implements Key {}

    record LinkKey(InterfaceName name) implements Key {}

    record BridgePortKey(InterfaceName device) implements Key {}

    record AddressKey(InterfaceName device, InterfaceAddress address) implements Key {}

    /// The destination is part of the key only where the kernel keeps many: on the all-zeros and on
    /// multicast MACs.
    record FdbKey(
            InterfaceName device,
            FdbEntry.Table table,
            MacAddress mac,
            Optional<FdbEntry.Destination> destination)
            implements Key {}

    record NeighbourKey(InterfaceName device, IpAddress address) implements Key {}

    /// The protocol is no part of it: to the kernel, a route of another protocol is the same route.
    record RouteKey(int table, Prefix destination, int metric) implements Key {}

    private static int rank(Key key) {
        return switch (key) {
            case SysctlKey _ -> 0;
            case LinkKey _ -> 1;
            case BridgePortKey _ -> 2;
            case AddressKey _ -> 3;
            case FdbKey _ -> 4;
            case NeighbourKey _ -> 5;
            case RouteKey _ -> 6;
        };
    }

    @Override
    default int compareTo(Key other) {
        return switch (this) {
            case SysctlKey a when other instanceof SysctlKey b -> a.name.compareTo(b.name);
            case LinkKey a when other instanceof LinkKey b -> a.name.compareTo(b.name);
            case BridgePortKey a when other instanceof BridgePortKey b ->
                    a.device.compareTo(b.device);
            case AddressKey a when other instanceof AddressKey b -> Orders.ADDRESS.compare(a, b);
            case FdbKey a when other instanceof FdbKey b -> Orders.FDB.compare(a, b);
            case NeighbourKey a when other instanceof NeighbourKey b ->
                    Orders.NEIGHBOUR.compare(a, b);
            case RouteKey a when other instanceof RouteKey b -> Orders.ROUTE.compare(a, b);
            case SysctlKey _,
                    LinkKey _,
                    BridgePortKey _,
                    AddressKey _,
                    FdbKey _,
                    NeighbourKey _,
                    RouteKey _ ->
                    Integer.compare(rank(this), rank(other));
        };
    }

    /// Comparators of the keys with more than one part.
    final class Orders {
        private static final Comparator<AddressKey> ADDRESS =
                Comparator.comparing(AddressKey::device).thenComparing(AddressKey::address);
        private static final Comparator<FdbKey> FDB =
                Comparator.comparing(FdbKey::device)
                        .thenComparing(FdbKey::table)
                        .thenComparing(FdbKey::mac)
                        .thenComparing(
                                key -> key.destination().orElse(null),
                                Comparator.nullsFirst(Comparator.naturalOrder()));
        private static final Comparator<NeighbourKey> NEIGHBOUR =
                Comparator.comparing(NeighbourKey::device).thenComparing(NeighbourKey::address);
        private static final Comparator<RouteKey> ROUTE =
                Comparator.comparingInt(RouteKey::table)
                        .thenComparing(RouteKey::destination)
                        .thenComparingInt(RouteKey::metric);

        private Orders() {}
    }
}

package io.vxplan.model.resource;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What tells one resource of a host from another: the kernel's own idea of identity, no more and
/// no less.
///
/// The natural order is the order in which a host is built: a key never depends on a later one. It
/// is written out by hand, and so are equality and hash of what there are many of: a full mesh
/// compares keys hundreds of millions of times, and the method handles behind a record's own
/// equality, or chains of comparators, take several times as long.
public sealed interface Key extends Comparable<Key> {

    /// Of a [MachineResource].
    sealed interface MachineKey extends Key {}

    record RuntimeKey(String digest) implements MachineKey {}

    record FileKey(String path) implements MachineKey {}

    record SysctlKey(String name) implements Key {}

    record UnitKey(String name) implements MachineKey {}

    /// Tables of two families may have one name.
    record FirewallKey(Family family, String name) implements Key {
        private static final String PREFIX = "vxplan/";

        public static FirewallKey of(Mark mark, Family family) {
            return new FirewallKey(family, PREFIX + mark.topology() + "/" + mark.overlay());
        }

        /// Whose it is.
        public Optional<Mark> mark() {
            return name.startsWith(PREFIX)
                    ? Mark.parse(name.replaceFirst("/", ":"))
                    : Optional.empty();
        }

        /// As `nft` wants it: `ip vxplan/TOPOLOGY/OVERLAY`.
        @Override
        public String toString() {
            return (family == Family.IPV4 ? "ip " : "ip6 ") + name;
        }

        private int compare(FirewallKey other) {
            int byFamily = family.compareTo(other.family);
            return byFamily != 0 ? byFamily : name.compareTo(other.name);
        }
    }

    record FirewallPeerKey(FirewallKey table, IpAddress address) implements Key {
        private int compare(FirewallPeerKey other) {
            int byTable = table.compare(other.table);
            return byTable != 0 ? byTable : address.compareTo(other.address);
        }
    }

    record LinkKey(InterfaceName name) implements Key {}

    record BridgePortKey(InterfaceName device) implements Key {}

    record AddressKey(InterfaceName device, InterfaceAddress address) implements Key {
        private int compare(AddressKey other) {
            int byDevice = device.compareTo(other.device);
            return byDevice != 0 ? byDevice : address.compareTo(other.address);
        }
    }

    /// The destination is part of the key only where the kernel keeps many: on the all-zeros and on
    /// multicast MACs.
    record FdbKey(
            InterfaceName device,
            FdbEntry.Table table,
            MacAddress mac,
            Optional<FdbEntry.Destination> destination)
            implements Key {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FdbKey key
                    && mac.equals(key.mac)
                    && device.equals(key.device)
                    && table == key.table
                    && destination.equals(key.destination);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * mac.hashCode() + device.hashCode()) + destination.hashCode();
        }

        private int compare(FdbKey other) {
            int byDevice = device.compareTo(other.device);
            int byTable = byDevice != 0 ? byDevice : table.compareTo(other.table);
            int byMac = byTable != 0 ? byTable : mac.compareTo(other.mac);
            return byMac != 0 ? byMac : compareDestination(other);
        }

        private int compareDestination(FdbKey other) {
            return destination.isPresent() && other.destination.isPresent()
                    ? destination.get().compareTo(other.destination.get())
                    : Boolean.compare(destination.isPresent(), other.destination.isPresent());
        }
    }

    record NeighbourKey(InterfaceName device, IpAddress address) implements Key {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NeighbourKey key
                    && address.equals(key.address)
                    && device.equals(key.device);
        }

        @Override
        public int hashCode() {
            return 31 * address.hashCode() + device.hashCode();
        }

        private int compare(NeighbourKey other) {
            int byDevice = device.compareTo(other.device);
            return byDevice != 0 ? byDevice : address.compareTo(other.address);
        }
    }

    /// The protocol is no part of it: to the kernel, a route of another protocol is the same route.
    record RouteKey(int table, Prefix destination, int metric) implements Key {
        private int compare(RouteKey other) {
            int byTable = Integer.compare(table, other.table);
            int byDestination = byTable != 0 ? byTable : destination.compareTo(other.destination);
            return byDestination != 0 ? byDestination : Integer.compare(metric, other.metric);
        }
    }

    private static int rank(Key key) {
        return switch (key) {
            case RuntimeKey _ -> 0;
            case FileKey _ -> 1;
            case FirewallKey _ -> 2;
            case FirewallPeerKey _ -> 3;
            case LinkKey _ -> 4;
            case BridgePortKey _ -> 5;
            case AddressKey _ -> 6;
            case FdbKey _ -> 7;
            case NeighbourKey _ -> 8;
            case RouteKey _ -> 9;
            case SysctlKey _ -> 10;
            case UnitKey _ -> 11;
        };
    }

    @Override
    default int compareTo(Key other) {
        return switch (this) {
            case SysctlKey a when other instanceof SysctlKey b -> a.name.compareTo(b.name);
            case LinkKey a when other instanceof LinkKey b -> a.name.compareTo(b.name);
            case BridgePortKey a when other instanceof BridgePortKey b ->
                    a.device.compareTo(b.device);
            case AddressKey a when other instanceof AddressKey b -> a.compare(b);
            case FdbKey a when other instanceof FdbKey b -> a.compare(b);
            case NeighbourKey a when other instanceof NeighbourKey b -> a.compare(b);
            case RouteKey a when other instanceof RouteKey b -> a.compare(b);
            case RuntimeKey a when other instanceof RuntimeKey b -> a.digest.compareTo(b.digest);
            case FileKey a when other instanceof FileKey b -> a.path.compareTo(b.path);
            case UnitKey a when other instanceof UnitKey b -> a.name.compareTo(b.name);
            case FirewallKey a when other instanceof FirewallKey b -> a.compare(b);
            case FirewallPeerKey a when other instanceof FirewallPeerKey b -> a.compare(b);
            case MachineKey _,
                    SysctlKey _,
                    FirewallKey _,
                    FirewallPeerKey _,
                    LinkKey _,
                    BridgePortKey _,
                    AddressKey _,
                    FdbKey _,
                    NeighbourKey _,
                    RouteKey _ ->
                    Integer.compare(rank(this), rank(other));
        };
    }
}

package io.vxplan.model.resource;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import java.util.Comparator;
import java.util.Optional;

/// An entry of a forwarding database: behind which VTEP (table `SELF`) or bridge port (`MASTER`) a
/// MAC lives.
///
/// @param destination the remote VTEP; empty in a bridge's table
public record FdbEntry(
        InterfaceName device,
        Table table,
        MacAddress mac,
        Optional<Destination> destination,
        State state)
        implements Entry {

    /// Whose table: the device's own (VXLAN) or that of the bridge it is a port of.
    public enum Table {
        SELF,
        MASTER
    }

    /// `PERMANENT` means *local* in a bridge's table: frames to it end here. Ours are `STATIC`
    /// there.
    public enum State {
        PERMANENT,
        STATIC,
        LEARNED
    }

    /// @param address of the remote VTEP, in the underlay
    /// @param port UDP; empty for the device's own
    /// @param vni of the outer frames; empty for the device's own
    public record Destination(IpAddress address, Optional<Integer> port, Optional<Vni> vni)
            implements Comparable<Destination> {
        private static final Comparator<Destination> ORDER =
                Comparator.comparing(Destination::address)
                        .thenComparing(to -> to.port().orElse(0))
                        .thenComparing(to -> to.vni().map(Vni::value).orElse(0));

        public static Destination of(IpAddress address) {
            return new Destination(address, Optional.empty(), Optional.empty());
        }

        @Override
        public int compareTo(Destination other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public Key.FdbKey key() {
        boolean many = mac.equals(MacAddress.ZERO) || mac.isMulticast();
        return new Key.FdbKey(device, table, mac, many ? destination : Optional.empty());
    }
}

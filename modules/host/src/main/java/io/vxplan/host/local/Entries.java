package io.vxplan.host.local;

import io.vxplan.model.Address;
import io.vxplan.model.FdbEntry;
import io.vxplan.model.InterfaceAddress;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.MacAddress;
import io.vxplan.model.Neighbour;
import io.vxplan.model.Vni;
import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.Octets;
import java.util.Optional;

/// Addresses, FDB entries and neighbours of a dump.
record Entries(Links links) {
    Optional<Address> address(AddressMessage message) {
        Attributes attributes = message.attributes();
        int flags = attributes.get(AddressMessage.FLAGS).orElse(message.flags());
        Optional<IpAddress> own =
                attributes
                        .get(AddressMessage.LOCAL)
                        .or(() -> attributes.get(AddressMessage.ADDRESS))
                        .flatMap(Entries::ip);
        return links.name(message.index())
                .flatMap(device ->
                        own.map(address ->
                                new Address(
                                        device,
                                        new InterfaceAddress(address, message.prefixLength()),
                                        (flags & AddressMessage.PERMANENT) != 0)));
    }

    /// Empty for what was learned, and for an entry of one VLAN, which is another than that without
    /// and none that vxplan makes.
    Optional<FdbEntry> fdb(NeighbourMessage message) {
        Attributes attributes = message.attributes();
        Optional<InterfaceName> device = links.name(message.index());
        Optional<MacAddress> mac =
                attributes.get(NeighbourMessage.LINK_ADDRESS).flatMap(Links::mac);
        Optional<FdbEntry.State> state = state(message.state());
        boolean ofVlan = attributes.get(NeighbourMessage.VLAN).isPresent();
        if (device.isEmpty() || mac.isEmpty() || state.isEmpty() || ofVlan) {
            return Optional.empty();
        }
        boolean inBridge = attributes.get(NeighbourMessage.MASTER).isPresent();
        return Optional.of(
                new FdbEntry(
                        device.get(),
                        inBridge ? FdbEntry.Table.MASTER : FdbEntry.Table.SELF,
                        mac.get(),
                        destination(attributes),
                        state.get()));
    }

    private static Optional<FdbEntry.State> state(int state) {
        if ((state & NeighbourMessage.PERMANENT) != 0) {
            return Optional.of(FdbEntry.State.PERMANENT);
        }
        return (state & NeighbourMessage.NO_ARP) != 0
                ? Optional.of(FdbEntry.State.STATIC)
                : Optional.empty();
    }

    private static Optional<FdbEntry.Destination> destination(Attributes attributes) {
        return attributes
                .get(NeighbourMessage.DESTINATION)
                .flatMap(Entries::ip)
                .map(address ->
                        new FdbEntry.Destination(
                                address,
                                attributes.get(NeighbourMessage.PORT),
                                attributes
                                        .get(NeighbourMessage.VNI)
                                        .filter(vni -> vni > 0 && vni <= Vni.MAX)
                                        .map(Vni::new)));
    }

    /// Empty for multicast and the like, whose link-layer address the kernel computes.
    Optional<Neighbour> neighbour(NeighbourMessage message) {
        Attributes attributes = message.attributes();
        Optional<InterfaceName> device = links.name(message.index());
        Optional<IpAddress> address =
                attributes.get(NeighbourMessage.DESTINATION).flatMap(Entries::ip);
        Optional<MacAddress> mac =
                attributes.get(NeighbourMessage.LINK_ADDRESS).flatMap(Links::mac);
        if (device.isEmpty()
                || address.isEmpty()
                || mac.isEmpty()
                || (message.state() & NeighbourMessage.NO_ARP) != 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Neighbour(
                        device.get(),
                        address.get(),
                        mac.get(),
                        (message.state() & NeighbourMessage.PERMANENT) != 0,
                        attributes.get(NeighbourMessage.PROTOCOL).orElse(0)));
    }

    static Optional<IpAddress> ip(Octets bytes) {
        return bytes.length() == 4 || bytes.length() == 16
                ? Optional.of(IpAddress.of(bytes.toArray()))
                : Optional.empty();
    }
}

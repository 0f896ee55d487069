package io.vxplan.host.local;

import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.Neighbour;
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

    /// Empty for what nobody configured.
    Optional<FdbEntry> fdb(NeighbourMessage message) {
        Attributes attributes = message.attributes();
        Optional<InterfaceName> device = links.name(message.index());
        Optional<MacAddress> mac =
                attributes.get(NeighbourMessage.LINK_ADDRESS).flatMap(Links::mac);
        if (device.isEmpty() || mac.isEmpty() || !isConfigured(message)) {
            return Optional.empty();
        }
        boolean isPermanent = (message.state() & NeighbourMessage.PERMANENT) != 0;
        boolean inBridge = attributes.get(NeighbourMessage.MASTER).isPresent();
        return Optional.of(
                new FdbEntry(
                        device.get(),
                        inBridge ? FdbEntry.Table.MASTER : FdbEntry.Table.SELF,
                        mac.get(),
                        destination(attributes),
                        isPermanent ? FdbEntry.State.PERMANENT : FdbEntry.State.STATIC));
    }

    /// Whether an entry of an FDB was made by somebody and not learned. One of a VLAN is another
    /// than that without, and none that vxplan makes.
    static boolean isConfigured(NeighbourMessage message) {
        boolean isSet =
                (message.state() & (NeighbourMessage.PERMANENT | NeighbourMessage.NO_ARP)) != 0;
        return isSet && message.attributes().get(NeighbourMessage.VLAN).isEmpty();
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

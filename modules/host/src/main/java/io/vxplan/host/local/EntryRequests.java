package io.vxplan.host.local;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Entry;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Route;
import io.vxplan.netlink.Request;
import io.vxplan.netlink.message.AddressMessage;
import io.vxplan.netlink.message.Attribute.Value;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.NeighbourMessage;
import io.vxplan.netlink.message.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Requests for what links carry: addresses, FDB entries, neighbours and routes, one for each.
record EntryRequests(Interfaces interfaces) {
    Request create(Entry entry) throws IOException {
        return switch (entry) {
            // Exclusive: a foreign route that came between the plan and now is not stolen.
            case Route route -> Request.create(new RouteRequest(interfaces).of(route));
            case Address _, FdbEntry _, Neighbour _ -> update(entry);
        };
    }

    /// The kernel keeps many destinations on the all-zeros MAC and refuses to replace them; of a
    /// unicast MAC it keeps one, and one that was learned meanwhile would be in the way.
    Request update(Entry entry) throws IOException {
        return switch (entry) {
            case Address address -> Request.replace(message(address));
            case FdbEntry fdb ->
                    fdb.key().destination().isPresent()
                            ? Request.append(message(fdb))
                            : Request.replace(message(fdb));
            case Neighbour neighbour -> Request.replace(message(neighbour));
            case Route route -> Request.replace(new RouteRequest(interfaces).of(route));
        };
    }

    Request delete(Entry entry) throws IOException {
        return switch (entry) {
            case Address address -> Request.delete(message(address));
            case FdbEntry fdb -> Request.delete(message(fdb));
            case Neighbour neighbour -> Request.delete(message(neighbour));
            case Route route -> Request.delete(new RouteRequest(interfaces).toDelete(route));
        };
    }

    /// Duplicate address detection would lose the first ping; our addresses are unique by
    /// construction.
    private AddressMessage message(Address address) throws IOException {
        IpAddress own = address.address().address();
        Octets bytes = octets(own);
        return new AddressMessage(
                AddressFamily.of(own.family()),
                address.address().length(),
                own.family() == Family.IPV6 ? AddressMessage.NO_DUPLICATE_DETECTION : 0,
                0,
                interfaces.index(address.device()),
                Attributes.of(AddressMessage.LOCAL.is(bytes), AddressMessage.ADDRESS.is(bytes)));
    }

    private NeighbourMessage message(FdbEntry entry) throws IOException {
        List<Value<?>> attributes = new ArrayList<>();
        attributes.add(NeighbourMessage.LINK_ADDRESS.is(Octets.of(entry.mac().bytes())));
        entry.destination()
                .ifPresent(to -> {
                    attributes.add(NeighbourMessage.DESTINATION.is(octets(to.address())));
                    to.port().map(NeighbourMessage.PORT::is).ifPresent(attributes::add);
                    to.vni()
                            .map(vni -> NeighbourMessage.VNI.is(vni.value()))
                            .ifPresent(attributes::add);
                });
        return new NeighbourMessage(
                AddressFamily.BRIDGE,
                interfaces.index(entry.device()),
                state(entry),
                switch (entry.table()) {
                    case SELF -> NeighbourMessage.SELF;
                    case MASTER -> NeighbourMessage.IN_MASTER;
                },
                0,
                new Attributes(attributes));
    }

    /// As bridge(8) sends them: the kernel takes only some of the combinations.
    private static int state(FdbEntry entry) {
        return switch (entry.state()) {
            case PERMANENT -> NeighbourMessage.PERMANENT | NeighbourMessage.NO_ARP;
            case STATIC -> NeighbourMessage.REACHABLE | NeighbourMessage.NO_ARP;
            case LEARNED -> NeighbourMessage.REACHABLE;
        };
    }

    private NeighbourMessage message(Neighbour neighbour) throws IOException {
        return new NeighbourMessage(
                AddressFamily.of(neighbour.address().family()),
                interfaces.index(neighbour.device()),
                NeighbourMessage.PERMANENT,
                0,
                0,
                Attributes.of(
                        NeighbourMessage.DESTINATION.is(octets(neighbour.address())),
                        NeighbourMessage.LINK_ADDRESS.is(Octets.of(neighbour.mac().bytes())),
                        NeighbourMessage.PROTOCOL.is(neighbour.protocol())));
    }

    static Octets octets(IpAddress address) {
        return Octets.of(address.bytes());
    }
}

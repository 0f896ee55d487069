package io.vxplan.discovery.multicast;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where this host is heard.
///
/// @param name of the interface
/// @param index of the interface; another when it was removed and made anew, and the group has to
///   be joined again then
/// @param from the host's address
record Place(String name, int index, IpAddress from) {
    /// The places of some addresses: each on its own interface. Other interfaces lead to others
    /// than those who could be peers, containers for instance, and nobody there is listened to. An
    /// address of the loopback device, as in routed underlays, is heard wherever one can be heard.
    ///
    /// @throws IOException where there is none
    static Set<Place> of(Collection<IpAddress> addresses, Family group) throws IOException {
        Set<Place> places = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (IpAddress address : addresses) {
            NetworkInterface own =
                    NetworkInterface.getByInetAddress(InetAddress.getByAddress(address.bytes()));
            if (own == null) {
                problems.add("no interface of this host has the address " + address);
            } else if (isUsable(own, group)) {
                places.add(at(own, address));
            } else if (own.supportsMulticast() && !own.isLoopback()) {
                problems.add(unusable(own, address, group));
            } else {
                NetworkInterface.networkInterfaces()
                        .filter(other -> isUsableNow(other, group))
                        .forEach(other -> places.add(at(other, address)));
            }
        }
        if (places.isEmpty() && !addresses.isEmpty()) {
            problems.add("no interface can be used for multicast");
            throw new IOException(problems.getFirst());
        }
        return places;
    }

    private static Place at(NetworkInterface link, IpAddress from) {
        return new Place(link.getName(), link.getIndex(), from);
    }

    private static boolean isUsable(NetworkInterface link, Family group) throws IOException {
        return link.isUp()
                && link.supportsMulticast()
                && !link.isLoopback()
                && hasAddress(link, group);
    }

    /// Of an interface that may vanish while it is looked at.
    private static boolean isUsableNow(NetworkInterface link, Family group) {
        try {
            return isUsable(link, group);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasAddress(NetworkInterface link, Family group) {
        return link.inetAddresses()
                .anyMatch(address -> IpAddress.of(address.getAddress()).family() == group);
    }

    private static String unusable(NetworkInterface link, IpAddress address, Family group)
            throws IOException {
        return "%s, which has %s, %s"
                .formatted(
                        link.getName(),
                        address,
                        link.isUp() ? "has no address of " + group : "is down");
    }
}

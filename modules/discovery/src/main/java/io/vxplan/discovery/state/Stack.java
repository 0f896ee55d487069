package io.vxplan.discovery.state;

import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.List;
import java.util.Optional;

/// What a host says of its part in an overlay. The word is that of the docker-router design, where
/// what stands behind a host is a stack of containers.
///
/// @param id unique in its overlay
/// @param hostIp in the underlay
/// @param endpoint where its tunnels end
/// @param vxlanIp in the overlay; a router needs it for a stack that no file of its own lists
/// @param networks behind it, likewise
/// @param mac of its VXLAN device, likewise
public record Stack(
        String id,
        Vni vni,
        IpAddress hostIp,
        Endpoint endpoint,
        Optional<IpAddress> vxlanIp,
        List<Prefix> networks,
        Optional<MacAddress> mac) {
    /// Of an id, in characters.
    public static final int MAX_ID = 253;

    /// What an id looks like, in messages.
    public static final String ID_FORM =
            "1 to " + MAX_ID + " printable ASCII characters, no space or '/'";

    /// @throws IllegalArgumentException where the id is none
    public Stack {
        networks = List.copyOf(networks);
        if (!isId(id)) {
            throw new IllegalArgumentException("a stack's id has " + ID_FORM);
        }
    }

    public static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/');
    }

    /// One stack may be in several overlays: its id names it only with the VNI.
    public Key key() {
        return new Key(vni, id);
    }

    /// The same stack on a host, or an address of it, that is another one.
    public Stack at(IpAddress newHostIp) {
        return new Stack(
                id,
                vni,
                newHostIp,
                new Endpoint(newHostIp, endpoint.port()),
                vxlanIp,
                networks,
                mac);
    }

    public record Key(Vni vni, String id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byVni = vni.compareTo(other.vni);
            return byVni != 0 ? byVni : id.compareTo(other.id);
        }

        @Override
        public String toString() {
            return id + " (VNI " + vni + ")";
        }
    }

    /// @param port UDP, 1 to 65535
    public record Endpoint(IpAddress address, int port) {
        public Endpoint {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
            }
        }

        /// Reads `10.0.1.5:4789` or `[2001:db8::1]:4789`.
        ///
        /// @throws IllegalArgumentException with a message for the user
        public static Endpoint parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
                throw new IllegalArgumentException("no ADDRESS:PORT: " + text);
            }
            String address = text.substring(0, colon);
            boolean bracketed = address.startsWith("[") && address.endsWith("]");
            return new Endpoint(
                    IpAddress.parse(
                            bracketed ? address.substring(1, address.length() - 1) : address),
                    Integer.parseInt(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            String text = address.toString();
            return (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
        }
    }
}

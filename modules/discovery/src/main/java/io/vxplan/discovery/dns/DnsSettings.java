package io.vxplan.discovery.dns;

import io.vxplan.model.Secret;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// How [DnsDiscovery] is set up.
///
/// @param domain under which stacks are registered
/// @param server takes updates and answers queries; else the primary that the zone's SOA record
///   names
/// @param ttl of records, for others' caches
/// @param interval of updates and queries
/// @param key signs what is asked, and answers must be signed with it
public record DnsSettings(
        String domain,
        Optional<HostPort> server,
        Duration ttl,
        Duration interval,
        Optional<Key> key) {
    /// So that the longest name below it is one that DNS can hold.
    private static final int MAX_DOMAIN = 160;

    private static final Duration DAY = Duration.ofDays(1);

    /// How often an update may be missed before a stack counts as dead.
    private static final int UPDATES_PER_LEASE = 3;

    /// @throws IllegalArgumentException with a message for the user
    public DnsSettings {
        require(
                !domain.isEmpty() && domain.length() <= MAX_DOMAIN,
                "a domain for discovery has 1 to " + MAX_DOMAIN + " characters");
        requireSeconds(ttl, "a TTL");
        requireSeconds(interval, "an update interval");
        ServiceNames.of(domain);
    }

    private static void requireSeconds(Duration duration, String what) {
        require(
                duration.toSeconds() >= 1 && duration.compareTo(DAY) <= 0,
                what + " of DNS is a second to a day");
    }

    /// How long a stack's records are believed after its last update.
    Duration lease() {
        return interval.multipliedBy(UPDATES_PER_LEASE);
    }

    /// @param name as the server calls the key
    /// @param secret in base64
    public record Key(String name, Secret secret) {
        /// @throws IllegalArgumentException with a message for the user
        public Key {
            try {
                boolean empty = Base64.getDecoder().decode(secret.reveal()).length == 0;
                require(!empty, "the TSIG key " + name + " is empty");
            } catch (IllegalArgumentException e) {
                // Not the cause: it quotes.
                throw new IllegalArgumentException(
                        "the TSIG key " + name + " is not base64, as tsig-keygen prints it");
            }
            ServiceNames.name(name);
        }
    }

    /// @param host a name or an address
    public record HostPort(String host, int port) {
        private static final int DEFAULT_PORT = 53;

        /// @throws IllegalArgumentException with a message for the user
        public HostPort {
            require(!host.isEmpty(), "a DNS server has a name or an address");
            require(port >= 1 && port <= 65_535, "a port is 1 to 65535, not " + port);
        }

        /// Reads `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353` or a name.
        ///
        /// @throws IllegalArgumentException with a message for the user
        public static HostPort parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean bareIpv6 = text.indexOf(':') != colon && !text.startsWith("[");
            boolean noPort = colon < 0 || bareIpv6 || text.endsWith("]");
            String host = noPort ? text : text.substring(0, colon);
            return new HostPort(
                    host.replaceAll("^\\[|]$", ""),
                    noPort ? DEFAULT_PORT : port(text.substring(colon + 1)));
        }

        private static int port(String text) {
            return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

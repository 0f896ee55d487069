package io.vxplan.inventory.discovery;

import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How peers are found, with what that way needs to know.
public sealed interface Way {
    /// The word of `DISCOVERY_MODE`.
    String mode();

    /// What of it is secret, or of use to nobody without the secret, by the daemon's environment
    /// variables.
    SortedMap<String, Secret> credentials();

    private static SortedMap<String, Secret> credentials(Optional<Secret> sharedKey) {
        SortedMap<String, Secret> credentials = new TreeMap<>();
        sharedKey.ifPresent(key -> credentials.put("DISCOVERY_KEY", key));
        return credentials;
    }

    private static SortedMap<String, Secret> credentials(
            String nameVariable, String name, String secretVariable, Secret secret) {
        return new TreeMap<>(Map.of(nameVariable, new Secret(name), secretVariable, secret));
    }

    /// @param port UDP
    /// @param ttl how many routers a message may pass, 1 is none
    /// @param key shared by all; without it everybody on the segment is believed
    record Multicast(IpAddress group, int port, int ttl, Optional<Secret> key) implements Way {
        @Override
        public String mode() {
            return "multicast";
        }

        @Override
        public SortedMap<String, Secret> credentials() {
            return Way.credentials(key);
        }
    }

    /// @param server for updates; else the zone's own
    /// @param ttl of records
    /// @param key signs what is asked of the server
    record Dns(
            String domain,
            Optional<String> server,
            Duration ttl,
            Duration updateInterval,
            Optional<TsigKey> key)
            implements Way {
        /// @param secret in base64
        public record TsigKey(String name, Secret secret) {}

        @Override
        public String mode() {
            return "dns";
        }

        @Override
        public SortedMap<String, Secret> credentials() {
            return key.map(known ->
                            Way.credentials(
                                    "DNS_TSIG_NAME", known.name(), "DNS_TSIG_KEY", known.secret()))
                    .orElseGet(TreeMap::new);
        }
    }

    /// @param endpoints `HOST:PORT`, or a URL
    record Etcd(
            List<String> endpoints,
            String prefix,
            Duration leaseTtl,
            Optional<Login> login,
            Tls tls)
            implements Way {
        public Etcd {
            endpoints = List.copyOf(endpoints);
        }

        public record Login(String username, Secret password) {}

        /// Paths of PEM files.
        ///
        /// @param ca whom to trust; else whom Java trusts
        /// @param certificate of this client
        public record Tls(Optional<String> ca, Optional<ClientCertificate> certificate) {}

        public record ClientCertificate(String certificate, String key) {}

        @Override
        public String mode() {
            return "etcd";
        }

        @Override
        public SortedMap<String, Secret> credentials() {
            return login.map(known ->
                            Way.credentials(
                                    "ETCD_USERNAME",
                                    known.username(),
                                    "ETCD_PASSWORD",
                                    known.password()))
                    .orElseGet(TreeMap::new);
        }
    }

    /// @param port UDP, of this host, and of seeds that name none
    /// @param seeds `HOST` or `HOST:PORT` of some that are likely to be there
    /// @param key shared by all; without it everybody who reaches the port is believed about itself
    record Gossip(int port, List<String> seeds, Optional<Secret> key) implements Way {
        public Gossip {
            seeds = List.copyOf(seeds);
        }

        @Override
        public String mode() {
            return "gossip";
        }

        @Override
        public SortedMap<String, Secret> credentials() {
            return Way.credentials(key);
        }
    }
}

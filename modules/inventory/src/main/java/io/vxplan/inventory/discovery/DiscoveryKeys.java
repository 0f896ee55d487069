package io.vxplan.inventory.discovery;

import io.vxplan.inventory.fields.Environment.Variable;
import io.vxplan.inventory.secret.SecretSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be set under `discovery:`, and by which environment variable of the daemon.
public final class DiscoveryKeys {
    public static final List<Variable> VARIABLES =
            List.of(
                    one("DISCOVERY_MODE", "mode"),
                    one("DISCOVERY_PORT", "port"),
                    one("DISCOVERY_KEY", "key"),
                    one("DISCOVERY_KEY_FILE", "key_file"),
                    one("ANNOUNCE_INTERVAL", "announce_interval"),
                    one("PEER_TIMEOUT", "peer_timeout"),
                    one("LOG_LEVEL", "log_level"),
                    one("HOST_IP", "host_ip"),
                    one("MULTICAST_GROUP", "multicast_group"),
                    one("MULTICAST_TTL", "multicast_ttl"),
                    one("DNS_DOMAIN", "dns_domain"),
                    one("DNS_SERVER", "dns_server"),
                    one("DNS_TTL", "ttl"),
                    one("DNS_UPDATE_INTERVAL", "update_interval"),
                    one("DNS_TSIG_NAME", "dns_tsig_name"),
                    one("DNS_TSIG_KEY", "dns_tsig_key"),
                    one("DNS_TSIG_KEY_FILE", "dns_tsig_key_file"),
                    new Variable("GOSSIP_SEEDS", "gossip_seeds", true),
                    new Variable("ETCD_ENDPOINTS", "etcd_endpoints", true),
                    one("ETCD_PREFIX", "etcd_prefix"),
                    one("ETCD_LEASE_TTL", "lease_ttl"),
                    one("ETCD_USERNAME", "username"),
                    one("ETCD_PASSWORD", "password"),
                    one("ETCD_PASSWORD_FILE", "password_file"),
                    one("ETCD_TLS_CERT", "tls_cert"),
                    one("ETCD_TLS_KEY", "tls_key"),
                    one("ETCD_TLS_CA", "tls_ca"));

    public static final List<String> KEYS = VARIABLES.stream().map(Variable::key).toList();

    /// What a topology can't say: what is secret, and what belongs to one host.
    private static final Map<String, String> REFUSALS =
            Map.of(
                    "key", secret("key"),
                    "dns_tsig_key", secret("dns_tsig_key"),
                    "password", secret("password"),
                    "host_ip", "each host's underlay address is taken");

    private static final List<String> SECRETS = List.of("key", "dns_tsig_key", "password");

    /// Where a secret is when a topology is read: of a daemon, who starts it sees to that.
    private static final List<String> SOURCES =
            SECRETS.stream()
                    .flatMap(secret -> SecretSource.ALL.stream().map(source -> source.of(secret)))
                    .toList();

    public static final List<String> OF_TOPOLOGY =
            Stream.concat(KEYS.stream(), SOURCES.stream())
                    .filter(key -> !REFUSALS.containsKey(key))
                    .distinct()
                    .toList();

    /// What never leaves a topology but by environment variables that only root can read.
    public static final Set<String> CREDENTIALS =
            Stream.concat(SOURCES.stream(), Stream.of("dns_tsig_name", "username"))
                    .collect(Collectors.toUnmodifiableSet());

    private DiscoveryKeys() {}

    /// Why a key can't stand in a topology, and what to do.
    public static Optional<String> refusal(String key) {
        return Optional.ofNullable(REFUSALS.get(key));
    }

    private static String secret(String key) {
        return "a topology is kept in version control and shown to people: write the secret into a file that is not, and name it with `%s_file`, or say where it is with `%s_env` or `%s_command`"
                .formatted(key, key, key);
    }

    private static Variable one(String name, String key) {
        return new Variable(name, key, false);
    }
}

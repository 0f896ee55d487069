package io.vxplan.inventory.discovery;

import io.vxplan.inventory.fields.Environment.Variable;
import java.util.List;

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

    private DiscoveryKeys() {}

    private static Variable one(String name, String key) {
        return new Variable(name, key, false);
    }
}

package io.vxplan.inventory.discovery;

import io.vxplan.inventory.discovery.Way.Dns.TsigKey;
import io.vxplan.inventory.discovery.Way.Etcd.ClientCertificate;
import io.vxplan.inventory.discovery.Way.Etcd.Login;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.secret.SecretSource;
import io.vxplan.inventory.secret.Secrets;
import io.vxplan.model.Located;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads how peers are found. What belongs to another mode than the one that is set may stand there
/// too: the mode can be set elsewhere than the rest. It is checked all the same.
final class WayReader {
    private static final int DEFAULT_PORT = 4790;
    private static final IpAddress DEFAULT_GROUP = IpAddress.parse("239.1.1.1");
    private static final Duration DEFAULT_DNS_TTL = Duration.ofSeconds(60);
    private static final Duration DEFAULT_DNS_INTERVAL = Duration.ofSeconds(30);
    private static final String DEFAULT_PREFIX = "/docker-router/discovery";
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    /// Whoever records a message can try keys at leisure.
    private static final int MIN_KEY = 16;

    private final Fields fields;
    private final Path folder;
    private final Problems problems;
    private final Secrets secrets = Secrets.ofUser();

    /// @param folder to which paths of files that hold secrets are relative
    WayReader(Fields fields, Path folder) {
        this.fields = fields;
        this.folder = folder;
        this.problems = fields.scope().problems();
    }

    /// Empty where that way can't be gone, which is reported.
    Optional<Way> read() {
        Optional<String> mode =
                fields.has("mode") ? get("mode", DiscoveryKinds.MODE) : Optional.of("multicast");
        int port = get("port", Kinds.PORT).orElse(DEFAULT_PORT);
        Optional<Secret> key = key();
        Way.Multicast multicast =
                new Way.Multicast(
                        get("multicast_group", DiscoveryKinds.GROUP).orElse(DEFAULT_GROUP),
                        port,
                        get("multicast_ttl", DiscoveryKinds.HOPS).orElse(1),
                        key);
        Optional<Way.Dns> dns = dns();
        Optional<Way.Etcd> etcd = etcd();
        List<String> seeds =
                fields.list("gossip_seeds", DiscoveryKinds.GOSSIP_SEED).orElse(List.of()).stream()
                        .map(Located::value)
                        .toList();
        return mode.flatMap(word ->
                switch (word) {
                    case "dns" -> needed(word, dns, "dns_domain", "a domain like example.com");
                    case "etcd" ->
                            needed(word, etcd, "etcd_endpoints", "a list like 10.0.1.100:2379");
                    case "gossip" -> Optional.of(new Way.Gossip(port, seeds, key));
                    default -> Optional.of(multicast);
                });
    }

    private Optional<? extends Way> needed(
            String mode, Optional<? extends Way> way, String setting, String expected) {
        if (way.isEmpty()) {
            fields.require(setting, "the mode " + mode, expected);
        }
        return way;
    }

    private Optional<Way.Dns> dns() {
        Optional<String> server = get("dns_server", DiscoveryKinds.SERVER);
        Duration ttl = get("ttl", DiscoveryKinds.SECONDS).orElse(DEFAULT_DNS_TTL);
        Duration interval =
                get("update_interval", DiscoveryKinds.SECONDS).orElse(DEFAULT_DNS_INTERVAL);
        Optional<TsigKey> key = tsigKey();
        return get("dns_domain", DiscoveryKinds.DOMAIN)
                .map(domain -> new Way.Dns(domain, server, ttl, interval, key));
    }

    private Optional<TsigKey> tsigKey() {
        return withSecret("dns_tsig_name", "dns_tsig_key")
                .map(pair -> new TsigKey(pair.name(), pair.secret()));
    }

    private Optional<Way.Etcd> etcd() {
        String prefix = get("etcd_prefix", DiscoveryKinds.ETCD_PREFIX).orElse(DEFAULT_PREFIX);
        Duration lease = get("lease_ttl", DiscoveryKinds.SECONDS).orElse(DEFAULT_LEASE);
        Optional<Login> login =
                withSecret("username", "password")
                        .map(pair -> new Login(pair.name(), pair.secret()));
        Optional<ClientCertificate> certificate =
                both("tls_cert", "tls_key", DiscoveryKinds.FILE)
                        .map(pair -> new ClientCertificate(pair.getFirst(), pair.getLast()));
        Way.Etcd.Tls tls = new Way.Etcd.Tls(get("tls_ca", DiscoveryKinds.FILE), certificate);
        return fields.list("etcd_endpoints", DiscoveryKinds.ETCD_ENDPOINT)
                .map(endpoints ->
                        new Way.Etcd(
                                endpoints.stream().map(Located::value).toList(),
                                prefix,
                                lease,
                                login,
                                tls));
    }

    private record Pair(String name, Secret secret) {}

    /// A name and its secret, which make sense together only.
    private Optional<Pair> withSecret(String name, String secret) {
        Optional<Located<String>> known = fields.get(name, DiscoveryKinds.TEXT);
        Optional<Located<Secret>> value = secret(secret);
        together(name, settingOf(secret).orElse(secret + " or " + SecretSource.FILE.of(secret)));
        return known.flatMap(text -> value.map(hidden -> new Pair(text.value(), hidden.value())));
    }

    /// Two that make sense together only.
    private Optional<List<String>> both(String one, String other, Kind<String> kind) {
        Optional<String> first = get(one, kind);
        Optional<String> second = get(other, kind);
        together(one, other);
        return first.flatMap(left -> second.map(right -> List.of(left, right)));
    }

    private void together(String one, String other) {
        if (fields.has(one) != fields.has(other)) {
            String alone = fields.has(one) ? one : other;
            String missing = fields.has(one) ? other : one;
            problems.error(
                    fields.node(alone).orElseThrow().at(),
                    "%s is set without %s".formatted(alone, missing),
                    "set both, or none");
        }
    }

    private Optional<Secret> key() {
        Optional<Located<Secret>> key = secret("key");
        boolean tooShort =
                key.filter(found -> found.value().reveal().length() < MIN_KEY).isPresent();
        if (tooShort) {
            problems.error(
                    key.get().at(),
                    settingOf("key")
                                    .filter(setting -> !setting.equals("key"))
                                    .map(setting ->
                                            setting
                                                    + " "
                                                    + get(setting, DiscoveryKinds.FILE).orElse(""))
                                    .orElse("key")
                            + " can't be used",
                    "a shared key has at least " + MIN_KEY + " characters");
        }
        return key.map(Located::value);
    }

    /// A secret, or where it is, which wins.
    private Optional<Located<Secret>> secret(String key) {
        for (SecretSource source : SecretSource.ALL) {
            if (fields.has(source.of(key))) {
                return fields.get(source.of(key), DiscoveryKinds.FILE)
                        .flatMap(setting -> fetched(source, source.of(key), setting));
            }
        }
        return fields.get(key, DiscoveryKinds.TEXT).map(known -> known.map(Secret::new));
    }

    private Optional<Located<Secret>> fetched(
            SecretSource source, String name, Located<String> setting) {
        try {
            Secret secret = secrets.fetch(source, setting.value(), folder);
            return Optional.of(setting.map(_ -> secret));
        } catch (Secrets.Missing e) {
            problems.error(setting.at(), name + " " + setting + " can't be used", e.why());
            return Optional.empty();
        }
    }

    /// The setting that has it, or says where it is.
    private Optional<String> settingOf(String secret) {
        return Stream.concat(
                        SecretSource.ALL.stream().map(source -> source.of(secret)),
                        Stream.of(secret))
                .filter(fields::has)
                .findFirst();
    }

    private <T> Optional<T> get(String key, Kind<T> kind) {
        return fields.get(key, kind).map(Located::value);
    }
}

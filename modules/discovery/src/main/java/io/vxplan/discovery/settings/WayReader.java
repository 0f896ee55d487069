package io.vxplan.discovery.settings;

import io.vxplan.discovery.settings.Way.Dns.TsigKey;
import io.vxplan.discovery.settings.Way.Etcd.ClientCertificate;
import io.vxplan.discovery.settings.Way.Etcd.Login;
import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.model.FileFailure;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    private static final int MAX_KEY = 4_096;

    private final Fields fields;
    private final Problems problems;

    WayReader(Fields fields) {
        this.fields = fields;
        this.problems = fields.scope().problems();
    }

    /// Empty where that way can't be gone, which is reported.
    Optional<Way> read() {
        Optional<String> mode =
                fields.has("mode") ? get("mode", SettingKinds.MODE) : Optional.of("multicast");
        int port = get("port", Kinds.PORT).orElse(DEFAULT_PORT);
        Optional<Secret> key = key();
        Way.Multicast multicast =
                new Way.Multicast(
                        get("multicast_group", SettingKinds.GROUP).orElse(DEFAULT_GROUP),
                        port,
                        get("multicast_ttl", SettingKinds.HOPS).orElse(1),
                        key);
        Optional<Way.Dns> dns = dns();
        Optional<Way.Etcd> etcd = etcd();
        return mode.flatMap(word ->
                switch (word) {
                    case "dns" -> needed(word, dns, "dns_domain", "a domain like example.com");
                    case "etcd" ->
                            needed(word, etcd, "etcd_endpoints", "a list like 10.0.1.100:2379");
                    case "gossip" -> Optional.of(new Way.Gossip(port, key));
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
        Optional<String> server = get("dns_server", SettingKinds.SERVER);
        Duration ttl = get("ttl", SettingKinds.SECONDS).orElse(DEFAULT_DNS_TTL);
        Duration interval =
                get("update_interval", SettingKinds.SECONDS).orElse(DEFAULT_DNS_INTERVAL);
        Optional<TsigKey> key = tsigKey();
        return get("dns_domain", SettingKinds.DOMAIN)
                .map(domain -> new Way.Dns(domain, server, ttl, interval, key));
    }

    /// The file before the variable.
    private Optional<TsigKey> tsigKey() {
        String file = "dns_tsig_key_file";
        boolean inFile = fields.has(file);
        Optional<List<String>> both =
                both("dns_tsig_name", inFile ? file : "dns_tsig_key", SettingKinds.TEXT);
        return both.flatMap(pair ->
                (inFile
                                ? fields.get(file, SettingKinds.FILE).flatMap(it -> text(file, it))
                                : Optional.of(pair.getLast()))
                        .map(secret -> new TsigKey(pair.getFirst(), new Secret(secret))));
    }

    private Optional<Way.Etcd> etcd() {
        String prefix = get("etcd_prefix", SettingKinds.ETCD_PREFIX).orElse(DEFAULT_PREFIX);
        Duration lease = get("lease_ttl", SettingKinds.SECONDS).orElse(DEFAULT_LEASE);
        Optional<Login> login =
                both("username", "password", SettingKinds.TEXT)
                        .map(pair -> new Login(pair.getFirst(), new Secret(pair.getLast())));
        Optional<ClientCertificate> certificate =
                both("tls_cert", "tls_key", SettingKinds.FILE)
                        .map(pair -> new ClientCertificate(pair.getFirst(), pair.getLast()));
        Way.Etcd.Tls tls = new Way.Etcd.Tls(get("tls_ca", SettingKinds.FILE), certificate);
        return fields.list("etcd_endpoints", SettingKinds.ETCD_ENDPOINT)
                .map(endpoints ->
                        new Way.Etcd(
                                endpoints.stream().map(Located::value).toList(),
                                prefix,
                                lease,
                                login,
                                tls));
    }

    /// Two that make sense together only.
    private Optional<List<String>> both(String one, String other, Kind<String> kind) {
        Optional<Located<String>> first = fields.get(one, kind);
        Optional<Located<String>> second = fields.get(other, kind);
        if (fields.has(one) != fields.has(other)) {
            first.or(() -> second)
                    .ifPresent(alone ->
                            problems.error(
                                    alone.at(),
                                    "%s is set without %s"
                                            .formatted(
                                                    fields.has(one) ? one : other,
                                                    fields.has(one) ? other : one),
                                    "set both, or none"));
        }
        return first.flatMap(left -> second.map(right -> List.of(left.value(), right.value())));
    }

    private Optional<Secret> key() {
        return fields.get("key_file", SettingKinds.FILE).flatMap(this::key);
    }

    private Optional<Secret> key(Located<String> file) {
        return text("key_file", file)
                .flatMap(key ->
                        key.length() < MIN_KEY
                                ? noText(
                                        "key_file",
                                        file,
                                        "a shared key has at least " + MIN_KEY + " characters")
                                : Optional.of(key))
                .map(Secret::new);
    }

    private Optional<String> text(String setting, Located<String> file) {
        try {
            Path path = Path.of(file.value());
            return Files.size(path) > MAX_KEY
                    ? noText(setting, file, "it has more than %,d bytes".formatted(MAX_KEY))
                    : Optional.of(Files.readString(path).strip());
        } catch (IOException e) {
            return noText(setting, file, FileFailure.reason(e));
        }
    }

    private Optional<String> noText(String setting, Located<String> file, String why) {
        problems.error(file.at(), setting + " " + file + " can't be used", why);
        return Optional.empty();
    }

    private <T> Optional<T> get(String key, Kind<T> kind) {
        return fields.get(key, kind).map(Located::value);
    }
}

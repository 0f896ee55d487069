package io.vxplan.discovery.etcd;

import io.vxplan.model.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// How [EtcdDiscovery] is set up.
///
/// @param endpoints `HOST:PORT` or a URL of each member; one is talked to, the next when it fails
/// @param prefix of all keys, without a `/` at its end
/// @param leaseTtl how long the keys of a host outlive it, in whole seconds
/// @param patience for an answer: a member that lost the others gives none
public record EtcdSettings(
        List<URI> endpoints,
        String prefix,
        Duration leaseTtl,
        Duration patience,
        Optional<Login> login,
        Optional<Tls> tls) {
    public static final String DEFAULT_PREFIX = "/docker-router/discovery";
    public static final Duration DEFAULT_LEASE_TTL = Duration.ofSeconds(30);
    private static final int DEFAULT_PORT = 2379;
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(4);
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);

    public record Login(String username, Secret password) {}

    /// Paths of PEM files.
    ///
    /// @param authority that signed the certificates of etcd; else those that Java trusts
    /// @param certificate of this host
    public record Tls(Optional<Path> authority, Optional<Certificate> certificate) {}

    public record Certificate(Path certificate, Path key) {}

    /// @throws IllegalArgumentException with a message for the user
    public EtcdSettings {
        endpoints = List.copyOf(endpoints);
        require(!endpoints.isEmpty(), "etcd needs an endpoint, like 10.0.1.100:2379");
        require(leaseTtl.toSeconds() >= 1, "a lease of etcd lasts at least a second");
        require(!prefix.isEmpty() && !prefix.endsWith("/"), "no prefix of keys: '" + prefix + "'");
    }

    /// As they stand in the environment.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static EtcdSettings of(
            List<String> endpoints,
            String prefix,
            Duration leaseTtl,
            Optional<Login> login,
            Optional<Tls> tls) {
        return new EtcdSettings(
                endpoints.stream()
                        .map(text -> endpoint(text, tls.isPresent() ? "https" : "http"))
                        .toList(),
                prefix.replaceFirst("/+$", ""),
                leaseTtl,
                LONGEST_PATIENCE,
                login,
                tls);
    }

    /// An etcd that does not answer is to be noticed before peers are given up, which takes at
    /// least three announce intervals; it is asked in each of them.
    public EtcdSettings askedEach(Duration interval) {
        Duration least = Collections.max(List.of(interval, SHORTEST_PATIENCE));
        Duration within = Collections.min(List.of(least, LONGEST_PATIENCE));
        return new EtcdSettings(endpoints, prefix, leaseTtl, within, login, tls);
    }

    /// Of all keys.
    String start() {
        return prefix + "/";
    }

    private static URI endpoint(String text, String scheme) {
        URI uri = URI.create(text.contains("://") ? text : scheme + "://" + text);
        boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        require(
                known && uri.getHost() != null && uri.getPath().replace("/", "").isEmpty(),
                "no endpoint of etcd: " + text + " (HOST:PORT, http://HOST:PORT or https://...)");
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + ":" + port);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

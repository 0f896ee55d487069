package io.vxplan.discovery.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;

/// Makes jetcd's clients.
final class Clients {
    /// What they would print of lost connections is said by us, in words. Held here, for a logger
    /// that nobody holds forgets its level.
    private static final List<Logger> SILENCED =
            List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.vertx"));

    static {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private Clients() {}

    static Client make(URI endpoint, EtcdSettings settings, Duration patience, int maxMessage)
            throws EtcdException {
        ClientBuilder builder =
                Client.builder()
                        // Not `endpoints`: with this the certificate is compared with the host.
                        .target(endpoint.toString())
                        // Else what is asked waits for a connection, and nobody says what ails it.
                        .waitForReady(false)
                        .connectTimeout(patience)
                        .keepaliveTime(Duration.ofSeconds(10))
                        .keepaliveTimeout(patience)
                        .maxInboundMessageSize(maxMessage)
                        // The one that is needed when a token of a user has become too old.
                        .retryMaxAttempts(1)
                        .retryDelay(50)
                        .retryMaxDelay(100);
        settings.login()
                .ifPresent(login ->
                        builder.user(bytes(login.username()))
                                .password(bytes(login.password().reveal())));
        if (endpoint.getScheme().equals("https")) {
            builder.sslContext(tls(settings.tls()));
        }
        return builder.build();
    }

    private static SslContext tls(Optional<EtcdSettings.Tls> tls) throws EtcdException {
        // The JDK's: others come with libraries for this and that processor.
        SslContextBuilder builder =
                GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
        Optional<Path> authority = tls.flatMap(EtcdSettings.Tls::authority);
        Optional<EtcdSettings.Certificate> own = tls.flatMap(EtcdSettings.Tls::certificate);
        try {
            authority.ifPresent(file -> builder.trustManager(file.toFile()));
        } catch (IllegalArgumentException e) {
            throw unusable("ETCD_TLS_CA " + authority.orElseThrow(), e);
        }
        try {
            own.ifPresent(files ->
                    builder.keyManager(files.certificate().toFile(), files.key().toFile()));
            return builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw unusable(
                    own.map(files ->
                                    "ETCD_TLS_CERT %s with ETCD_TLS_KEY %s"
                                            .formatted(files.certificate(), files.key()))
                            .orElse("TLS"),
                    e);
        }
    }

    private static EtcdException unusable(String what, Exception error) {
        return new EtcdException(
                "%s can't be used: %s; certificates are PEM, the key is PEM in PKCS #8 without a"
                                .formatted(what, Failure.of(error).reason())
                        + " passphrase (openssl pkcs8 -topk8 -nocrypt)");
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}

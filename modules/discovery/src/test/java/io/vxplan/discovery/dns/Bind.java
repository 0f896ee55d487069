package io.vxplan.discovery.dns;

import io.vxplan.discovery.dns.DnsSettings.HostPort;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/// A real BIND on a port of its own on 127.0.0.1, primary of `example.test`, which takes updates
/// that are signed.
public final class Bind {
    static final String ZONE = "example.test";
    static final DnsSettings.Key KEY =
            new DnsSettings.Key("stacks", new Secret("c2VjcmV0LW9mLXRoZS10ZXN0LTAxMjM0NTY3ODk="));

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private Optional<Process> process = Optional.empty();

    public Bind(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("named.conf"),
                """
                options {
                    directory "%1$s"; pid-file none; session-keyfile none;
                    listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
                    recursion no; notify no; dnssec-validation no;
                    max-records-per-type 1000;
                };
                controls { };
                key "stacks" { algorithm hmac-sha256; secret "%3$s"; };
                key "reader" { algorithm hmac-sha256; secret "%3$s"; };
                zone "%4$s" {
                    type primary; file "zone.db"; allow-transfer { key "stacks"; };
                    update-policy { grant stacks zonesub ANY; };
                };
                """
                        .formatted(folder, port, KEY.secret().reveal(), ZONE));
        writeZone();
        start();
    }

    private void writeZone() throws IOException {
        Files.writeString(
                folder.resolve("zone.db"),
                """
                $TTL 60
                @ IN SOA ns.example.test. admin.example.test. 1 3600 600 86400 0
                @ IN NS ns.example.test.
                ns IN A 127.0.0.1
                _docker-router._udp IN TXT "of somebody else"
                """);
    }

    /// How to use it, as in `discovery.yaml`.
    public Map<String, String> keys() {
        return Map.of(
                "dns_server",
                "127.0.0.1:" + port,
                "dns_domain",
                ZONE,
                "dns_tsig_name",
                KEY.name(),
                "dns_tsig_key",
                KEY.secret().reveal());
    }

    /// While it is stopped.
    void loseRecords() throws IOException {
        Files.deleteIfExists(folder.resolve("zone.db.jnl"));
        writeZone();
    }

    void start() throws IOException, InterruptedException {
        process =
                Optional.of(
                        new ProcessBuilder(
                                        "/usr/sbin/named",
                                        "-g",
                                        "-4",
                                        "-c",
                                        folder.resolve("named.conf").toString())
                                .redirectErrorStream(true)
                                .redirectOutput(
                                        ProcessBuilder.Redirect.appendTo(
                                                folder.resolve("log").toFile()))
                                .start());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(folder.resolve("log")).contains("running\n")) {
            if (System.nanoTime() > end || !process.get().isAlive()) {
                throw new IOException(
                        "BIND does not start: " + Files.readString(folder.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    public void stop() throws IOException, InterruptedException {
        if (process.isPresent()) {
            process.get().destroy();
            if (!process.get().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.get().destroyForcibly();
            }
            Files.delete(folder.resolve("log"));
            process = Optional.empty();
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static DnsSettings settings(int port, String domain) {
        return new DnsSettings(
                domain,
                Optional.of(new HostPort("127.0.0.1", port)),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Optional.of(KEY));
    }

    DnsSettings settings(DnsSettings.Key key) {
        return settings(ZONE, key, Duration.ofSeconds(1));
    }

    DnsSettings settings(String domain, DnsSettings.Key key, Duration interval) {
        return new DnsSettings(
                domain,
                Optional.of(new HostPort("127.0.0.1", port)),
                Duration.ofSeconds(60),
                interval,
                Optional.of(key));
    }

    /// Every record but the SOA, whose serial counts the changes, in one line each.
    Set<String> zone() throws IOException, ZoneTransferException {
        ZoneTransferIn transfer =
                ZoneTransferIn.newAXFR(Name.fromString(ZONE + "."), address(), tsig());
        transfer.run();
        Set<String> lines = new TreeSet<>();
        for (Record record : transfer.getAXFR()) {
            if (record.getType() != Type.SOA) {
                lines.add(
                        "%s %s %s"
                                .formatted(
                                        record.getName(),
                                        Type.string(record.getType()),
                                        record.rdataToString()));
            }
        }
        return lines;
    }

    /// Writes as anybody with the key could.
    void write(List<String> records) throws IOException {
        Update update = new Update(Name.fromString(ZONE + "."));
        for (String line : records) {
            String[] words = line.split(" ", 3);
            update.add(
                    Name.fromString(words[0], Name.fromString(ZONE + ".")),
                    Type.value(words[1]),
                    60,
                    words[2]);
        }
        SimpleResolver resolver = new SimpleResolver(address());
        resolver.setTSIGKey(tsig());
        int rcode = resolver.send(update).getRcode();
        if (rcode != 0) {
            throw new IOException("rcode " + rcode + " for " + records);
        }
    }

    private static TSIG tsig() {
        return new TSIG(TSIG.HMAC_SHA256, KEY.name() + ".", KEY.secret().reveal());
    }
}

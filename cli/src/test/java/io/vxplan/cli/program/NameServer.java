package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A real BIND, primary of `example.test`, on an address of a test's segment.
final class NameServer implements Servers {
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS10ZXN0LTAxMjM0NTY3ODk=";

    private final Path folder;
    private final Segment segment;
    private Optional<Server> named = Optional.empty();

    NameServer(Segment segment, Path folder) throws IOException {
        this.segment = segment;
        this.folder = folder.resolve("bind");
        segment.addServer(0);
        Files.createDirectory(this.folder);
        Files.writeString(
                this.folder.resolve("named.conf"),
                """
                options {
                    directory "%s"; pid-file none; session-keyfile none;
                    listen-on port 53 { %s; }; listen-on-v6 { none; };
                    recursion no; notify no; dnssec-validation no;
                };
                controls { };
                key "stacks" { algorithm hmac-sha256; secret "%s"; };
                zone "example.test" {
                    type primary; file "zone.db"; update-policy { grant stacks zonesub ANY; };
                };
                """
                        .formatted(this.folder, Segment.server(0), SECRET));
        Files.writeString(
                this.folder.resolve("zone.db"),
                """
                $TTL 60
                @ IN SOA ns.example.test. admin.example.test. 1 3600 600 86400 0
                @ IN NS ns.example.test.
                ns IN A %s
                """
                        .formatted(Segment.server(0)));
        start();
    }

    @Override
    public String settings() {
        return """
          mode: dns
          dns_domain: example.test
          dns_server: %s
          update_interval: 1s
          dns_tsig_name: stacks
          dns_tsig_key: %s
        """
                .formatted(Segment.server(0), SECRET);
    }

    @Override
    public void start() throws IOException {
        Server server = segment.startServer(folder, "/usr/sbin/named -g -4 -c named.conf");
        named = Optional.of(server);
        server.awaitLog("running\n");
    }

    @Override
    public void freeze() {
        named.ifPresent(Server::freeze);
    }

    @Override
    public void thaw() {
        named.ifPresent(Server::thaw);
    }

    @Override
    public void stop() throws IOException {
        if (named.isPresent()) {
            named.get().kill();
        }
        named = Optional.empty();
    }
}

package io.vxplan.cli.program;

import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.lab.servers.BindServer;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A lab's BIND, primary of `example.test`, on an address of a test's segment.
final class NameServer implements Servers {
    static final String SECRET = "c2VjcmV0LW9mLXRoZS10ZXN0LTAxMjM0NTY3ODk=";

    private final Path folder;
    private final Segment segment;
    private final BindServer bind;
    private Optional<Server> named = Optional.empty();

    NameServer(Segment segment, Path folder) throws IOException {
        this.segment = segment;
        this.folder = folder.resolve("bind");
        segment.addServer(0);
        Files.createDirectory(this.folder);
        this.bind =
                new BindServer(
                        1,
                        Endpoint.parse(Segment.server(0) + ":53"),
                        new TreeMap<>(
                                Map.of(
                                        "example.test",
                                        new TreeMap<>(Map.of("stacks", new Secret(SECRET))))));
        for (Map.Entry<String, String> file : bind.files(this.folder).entrySet()) {
            Files.writeString(this.folder.resolve(file.getKey()), file.getValue());
        }
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
        Server server = segment.startServer(folder, String.join(" ", bind.command()));
        named = Optional.of(server);
        server.awaitLog(bind.ready());
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

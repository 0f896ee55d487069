package io.vxplan.host.ssh;

import io.vxplan.model.Connection.Become;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connection to try: the simplest one, but for what is said.
final class SshTarget {
    private final Optional<Path> namespace;
    private final Path knownHosts;
    private String address = "127.0.0.1";
    private int port = 22;
    private String user = "root";
    private Become become = Become.NONE;
    private List<Path> keys = List.of();
    private Optional<Secret> password = Optional.empty();
    private Optional<Secret> passphrase = Optional.empty();
    private List<Ssh> jumps = List.of();
    private Duration timeout = Duration.ofSeconds(20);

    SshTarget(SshServer server, Path knownHosts) {
        this.namespace = Optional.of(server.namespacePath());
        this.knownHosts = knownHosts;
    }

    SshTarget at(String address, int port) {
        this.address = address;
        this.port = port;
        return this;
    }

    SshTarget user(String user) {
        this.user = user;
        return this;
    }

    SshTarget sudo() {
        become = new Become(true, "root", Optional.empty());
        return this;
    }

    SshTarget sudo(String password) {
        become = new Become(true, "root", Optional.of(new Secret(password)));
        return this;
    }

    SshTarget key(Path key) {
        keys = List.of(key);
        return this;
    }

    SshTarget passphrase(String passphrase) {
        this.passphrase = Optional.of(new Secret(passphrase));
        return this;
    }

    SshTarget password(String password) {
        this.password = Optional.of(new Secret(password));
        return this;
    }

    SshTarget through(Ssh... jumps) {
        this.jumps = List.of(jumps);
        return this;
    }

    SshTarget timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    Ssh ssh() {
        return new Ssh(
                address,
                port,
                user,
                keys,
                password,
                passphrase,
                List.of(knownHosts),
                become,
                jumps,
                timeout,
                namespace);
    }
}

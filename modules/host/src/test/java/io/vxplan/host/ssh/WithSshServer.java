package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.HostName;
import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real sshd in a namespace of its own, which is reached from that namespace, and what tests of
/// connections to it need.
abstract class WithSshServer {
    static final HostName NAME = new HostName("h1");

    @TempDir static Path shared;
    private static TestNamespace namespace;
    static SshServer server;

    @TempDir Path folder;
    Path knownHosts;

    @BeforeAll
    static void start() {
        namespace = new TestNamespace();
        String sudoers = "alice ALL=(ALL) ALL";
        server = new SshServer(namespace, shared.resolve("sshd"), sudoers, List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        namespace.close();
    }

    @BeforeEach
    void knowTheHost() throws IOException {
        knownHosts = folder.resolve("known_hosts");
        Files.writeString(knownHosts, "127.0.0.1 " + server.publicHostKey("ed25519") + "\n");
    }

    static TestNamespace namespace() {
        return namespace;
    }

    SshTarget target() {
        return new SshTarget(server, knownHosts);
    }

    Path newKey(String type) {
        Path key = folder.resolve("key");
        SshServer.keygen("-q", "-t", type, "-N", "", "-f", key.toString());
        server.authorize(key);
        return key;
    }

    Host open(SshTarget target) throws HostException {
        return open(new SshHosts(folder, Optional.empty()), target.ssh());
    }

    static Host open(SshHosts hosts, Ssh target) throws HostException {
        return hosts.open(NAME, target);
    }

    void assertLogsIn(SshTarget target) throws HostException {
        assertLogsIn(target, "0");
    }

    void assertLogsIn(SshTarget target, String uid) throws HostException {
        try (Host host = open(target)) {
            assertThat(host.run("id -u", Duration.ofSeconds(20)).output()).isEqualTo(uid + "\n");
        }
    }

    void assertLogsIn(SshHosts hosts, SshTarget target) throws HostException {
        try (Host host = open(hosts, target.ssh())) {
            assertThat(host.run("id -u", Duration.ofSeconds(20)).output()).isEqualTo("0\n");
        }
    }

    HostException failure(SshTarget target) {
        HostException failure =
                catchThrowableOfType(HostException.class, () -> open(target).close());
        assertThat(failure.host()).isEqualTo(NAME);
        return failure;
    }
}

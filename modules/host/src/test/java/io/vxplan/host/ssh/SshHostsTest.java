package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.TestNamespace;
import io.vxplan.host.Wanted;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.diff.Differ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real sshd in a namespace of its own, from that namespace.
class SshHostsTest {
    private static final HostName NAME = new HostName("h1");

    @TempDir static Path shared;
    private static TestNamespace namespace;
    private static SshServer server;

    @TempDir Path folder;
    private Path knownHosts;

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

    @Test
    void whatIsAppliedIsObserved() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            host.apply(changes(host));

            assertThat(changes(host)).isEmpty();
            assertThat(host.observe().byKey()).containsAllEntriesOf(Wanted.state().byKey());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, 256, RFC4716",
        "rsa,     2048, RFC4716",
        "ecdsa,   256, RFC4716",
        "ecdsa,   384, RFC4716",
        "ecdsa,   521, RFC4716",
        "rsa,     2048, PEM",
        "rsa,     2048, PKCS8",
        "ecdsa,   256, PEM",
        "ecdsa,   384, PKCS8"
    })
    void everyTypeOfKey(String type, int bits, String format) throws HostException {
        Path key = folder.resolve("key");
        SshServer.keygen("-q", "-t", type, "-b", "" + bits, "-m", format, "-N", "", "-f", "" + key);
        server.authorize(key);

        assertLogsIn(target().key(key));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, RFC4716", "rsa, RFC4716", "rsa, PEM", "rsa, PKCS8", "ecdsa, PEM"})
    void aKeyWithAPassphrase(String type, String format) throws HostException {
        Path key = folder.resolve("key");
        SshServer.keygen(
                "-q",
                "-t",
                type,
                "-b",
                type.equals("rsa") ? "2048" : "256",
                "-m",
                format,
                "-N",
                "open sesame",
                "-f",
                "" + key);
        server.authorize(key);

        assertLogsIn(target().key(key).passphrase("open sesame"));
        assertThat(failure(target().key(key).passphrase("close sesame")))
                .hasMessage("the passphrase does not open the key file " + key);
        assertThat(failure(target().key(key)))
                .hasMessageContaining("the key file " + key + " needs a passphrase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void everyTypeOfHostKey(String type) throws Exception {
        Files.writeString(knownHosts, "127.0.0.1 " + server.publicHostKey(type) + "\n");

        assertLogsIn(target().key(newKey("ed25519")));
    }

    @Test
    void aHashedKnownHost() throws HostException {
        SshServer.keygen("-H", "-f", knownHosts.toString());
        assertThat(knownHosts).content().startsWith("|1|");

        assertLogsIn(target().key(newKey("ed25519")));
    }

    @Test
    void anUnknownHostKeyIsRefused() throws IOException {
        Files.writeString(knownHosts, "");

        HostException failure = failure(target().key(newKey("ed25519")));

        assertThat(failure)
                .hasMessageStartingWith(
                        "the host key of 127.0.0.1 port 22 is not known: it shows ssh-ed25519 SHA256:");
        assertThat(failure.advice())
                .endsWith(
                        "then add to "
                                + knownHosts
                                + " the line: 127.0.0.1 "
                                + server.publicHostKey("ed25519"));
        assertThat(knownHosts).isEmptyFile();
    }

    @Test
    void aChangedHostKeyIsRefused() throws IOException {
        Path other = newKey("ed25519");
        Files.writeString(knownHosts, "\n127.0.0.1 " + SshServer.publicKey(other) + "\n");

        HostException failure = failure(target().key(other));

        assertThat(failure)
                .hasMessageStartingWith("the host key of 127.0.0.1 port 22 has changed: it shows")
                .hasMessageContaining(", and " + knownHosts + ":2 has SHA256:");
        assertThat(failure.advice()).contains("ssh-keygen -f " + knownHosts + " -R '127.0.0.1'");
    }

    @Test
    void theAgentsKeys() throws Exception {
        Path key = newKey("ecdsa");
        try (SshAgent agent = new SshAgent(folder.resolve("agent"))) {
            agent.add(key);
            SshHosts hosts = new SshHosts(folder, Optional.of(agent.socket()));

            assertLogsIn(hosts, target());
        }
    }

    @Test
    void theAgentOpensANamedKeyFile() throws Exception {
        Path key = newKey("ed25519");
        try (SshAgent agent = new SshAgent(folder.resolve("agent"))) {
            agent.add(key);
            SshServer.keygen("-q", "-p", "-P", "", "-N", "secret", "-f", key.toString());
            SshHosts hosts = new SshHosts(folder, Optional.of(agent.socket()));

            assertLogsIn(hosts, target().key(key));
        }
    }

    @Test
    void theUsersDefaultKeys() throws Exception {
        Files.createDirectory(folder.resolve(".ssh"));
        Path key = folder.resolve(".ssh/id_ed25519");
        SshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        SshServer.keygen(
                "-q", "-t", "rsa", "-b", "2048", "-N", "secret", "-f", folder + "/.ssh/id_rsa");
        server.authorize(key);

        assertLogsIn(target());
    }

    @Test
    void noKeyAccepted() {
        Path authorized = newKey("ed25519");
        Path key = folder.resolve("other");
        SshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        assertThat(authorized).exists();

        HostException failure = failure(target().key(key));

        assertThat(failure)
                .hasMessageStartingWith(
                        "127.0.0.1 port 22 accepts no login as root; offered: the key file "
                                + key
                                + "; it takes publickey");
        assertThat(failure.advice()).contains("~root/.ssh/authorized_keys");
    }

    @Test
    void tooManyKeys() throws Exception {
        try (SshAgent agent = new SshAgent(folder.resolve("agent"))) {
            for (int i = 0; i < 7; i++) {
                Path key = folder.resolve("key" + i);
                SshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
                agent.add(key);
            }
            SshHosts hosts = new SshHosts(folder, Optional.of(agent.socket()));

            HostException failure =
                    catchThrowableOfType(
                            HostException.class, () -> open(hosts, target().ssh()).close());

            assertThat(failure)
                    .hasMessageStartingWith("no login as root on 127.0.0.1 port 22: ")
                    .hasMessageContaining("Too many authentication failures");
            assertThat(failure.advice()).contains("ansible_ssh_private_key_file");
        }
    }

    @Test
    void nothingToLogInWith() {
        Path socket = folder.resolve("no-agent");
        SshHosts hosts = new SshHosts(folder, Optional.of(socket));

        HostException failure =
                catchThrowableOfType(
                        HostException.class, () -> open(hosts, target().ssh()).close());

        assertThat(failure)
                .hasMessageStartingWith(
                        "nothing to log in with as root on 127.0.0.1 port 22; not offered: the ssh-agent at "
                                + socket
                                + ": ");
    }

    @Test
    void aKeyFileThatIsNone() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "not a key\n");

        assertThat(failure(target().key(key)))
                .hasMessageStartingWith("can't use the key file " + key + ": ");
    }

    @Test
    void noKeyFile() {
        Path key = folder.resolve("nothing");

        assertThat(failure(target().key(key))).hasMessage("there is no key file " + key);
    }

    @Test
    void aPassword() throws HostException {
        assertLogsIn(target().user("alice").password(SshServer.PASSWORD), "4711");
        HostException failure = failure(target().user("alice").password("wrong"));
        assertThat(failure).hasMessageContaining("accepts no login as alice");
        assertThat(failure.getMessage() + failure.advice()).doesNotContain("wrong");
    }

    @Test
    void sudoWithAPassword() throws HostException {
        Path key = newKey("ed25519");

        assertLogsIn(target().user("alice").key(key).sudo(SshServer.PASSWORD), "0");

        HostException failure =
                runFailure(target().user("alice").key(key).sudo("not the password"));
        assertThat(failure).hasMessage("sudo did not take the password");
    }

    @Test
    void sudoWithoutAPasswordThatItWants() {
        HostException failure = runFailure(target().user("alice").key(newKey("ed25519")).sudo());

        assertThat(failure).hasMessage("sudo refused alice: sudo: a password is required");
        assertThat(failure.advice()).contains("ansible_become_password");
    }

    @Test
    void connectionRefused() {
        HostException failure = failure(target().at("127.0.0.1", 23).key(newKey("ed25519")));

        assertThat(failure).hasMessage("can't connect to 127.0.0.1 port 23: connection refused");
    }

    @Test
    void aNameThatIsNotKnown() {
        HostException failure = failure(target().at("h1.invalid", 22).key(newKey("ed25519")));

        assertThat(failure)
                .hasMessage("can't connect to h1.invalid port 22: the name is not known");
    }

    @Test
    void aScriptThatTakesTooLong() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            HostException failure =
                    catchThrowableOfType(
                            HostException.class,
                            () -> host.run("exec sleep 5", Duration.ofMillis(300)));

            assertThat(failure).hasMessageStartingWith("a script did not end within 0 s");
        }
    }

    @Test
    void aConnectionThatBreaks() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            // the parent of the shell is the session's process of sshd
            String script = "kill $PPID; sleep 5";
            assertThat(catchThrowableOfType(HostException.class, () -> run(host, script)))
                    .hasMessageStartingWith("the connection broke while a script ran: ");
            assertThat(catchThrowableOfType(HostException.class, () -> run(host, "true")))
                    .hasMessageStartingWith("the connection broke while a script ran: ");
        }
    }

    private static void run(Host host, String script) throws HostException {
        host.run(script, Duration.ofSeconds(20));
    }

    @Test
    void aScriptThatIsKilled() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            assertThat(host.run("kill -9 $$", Duration.ofSeconds(20)).exitCode()).isEqualTo(137);
        }
    }

    @Test
    void muchOutputAndMuchInput() throws HostException {
        String line = "x".repeat(99);
        String script = "cat <<'END'\n" + (line + "\n").repeat(60_000) + "END\nexit 7";
        try (Host host = open(target().key(newKey("ed25519")))) {
            Host.CommandResult result = host.run(script, Duration.ofMinutes(1));

            assertThat(result.exitCode()).isEqualTo(7);
            assertThat(result.output()).hasSize(6_000_000);
        }
    }

    private SshTarget target() {
        return new SshTarget(server, knownHosts);
    }

    private Path newKey(String type) {
        Path key = folder.resolve("key");
        SshServer.keygen("-q", "-t", type, "-N", "", "-f", key.toString());
        server.authorize(key);
        return key;
    }

    private Host open(SshTarget target) throws HostException {
        return open(new SshHosts(folder, Optional.empty()), target.ssh());
    }

    private static Host open(SshHosts hosts, Ssh target) throws HostException {
        return hosts.open(NAME, target);
    }

    private void assertLogsIn(SshTarget target) throws HostException {
        assertLogsIn(target, "0");
    }

    private void assertLogsIn(SshTarget target, String uid) throws HostException {
        try (Host host = open(target)) {
            assertThat(host.run("id -u", Duration.ofSeconds(20)).output()).isEqualTo(uid + "\n");
        }
    }

    private void assertLogsIn(SshHosts hosts, SshTarget target) throws HostException {
        try (Host host = open(hosts, target.ssh())) {
            assertThat(host.run("id -u", Duration.ofSeconds(20)).output()).isEqualTo("0\n");
        }
    }

    private HostException failure(SshTarget target) {
        HostException failure =
                catchThrowableOfType(HostException.class, () -> open(target).close());
        assertThat(failure.host()).isEqualTo(NAME);
        return failure;
    }

    private HostException runFailure(SshTarget target) {
        return catchThrowableOfType(HostException.class, () -> assertLogsIn(target));
    }

    private static List<Change> changes(Host host) throws HostException {
        return Differ.diff(NAME, Wanted.TOPOLOGY, Wanted.state(), host.observe(), false).changes();
    }
}

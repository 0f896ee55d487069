package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is let in: keys, agents, passwords, and what is said where none of them is taken.
class SshLoginTest extends WithSshServer {
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
}

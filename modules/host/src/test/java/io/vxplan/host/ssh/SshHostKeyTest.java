package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which host is trusted to be the one that it says it is.
class SshHostKeyTest extends WithSshServer {
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
}

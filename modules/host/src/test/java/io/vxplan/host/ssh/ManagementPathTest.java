package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.ManagementPath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host tells of the session that reads it. Where the client is elsewhere: `ManagementTest`
/// of the command line.
class ManagementPathTest extends WithSshServer {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    private static void assertByLoopback(Host host) throws HostException {
        ManagementPath path = host.observe().management().orElseThrow();
        assertThat(path.client()).isEqualTo(LOOPBACK);
        assertThat(path.own()).isEqualTo(LOOPBACK);
        assertThat(path.device()).hasToString("lo");
    }

    @Test
    void ofRoot() throws Exception {
        try (Host host = open(target().key(newKey("ed25519")))) {
            assertByLoopback(host);
        }
    }

    /// sudo starts its shell without `SSH_CONNECTION`, and with a terminal of its own there is one
    /// process more between.
    @ParameterizedTest
    @ValueSource(strings = {"Defaults use_pty", "Defaults !use_pty"})
    void behindSudo(String defaults) throws Exception {
        Path sudoers = shared.resolve("sshd").resolve("sudoers");
        String before = Files.readString(sudoers);
        Files.writeString(sudoers, before + defaults + "\n");
        try (Host host =
                open(target().user("alice").key(newKey("ed25519")).sudo(SshServer.PASSWORD))) {
            assertByLoopback(host);
        }
    }
}

package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.Connection.Ssh;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PulseTest extends WithSshServer {
    private static final Duration PATIENT = Duration.ofMinutes(1);

    /// While the shell waits there are answers; then it is as when the host's cable is pulled.
    @Test
    void aServerThatFallsSilentIsNotWaitedFor() throws Exception {
        Ssh target = target().key(newKey("ed25519")).ssh();
        SshHosts hosts = new SshHosts(folder, Optional.empty());
        SshConnection connection = SshConnection.open(hosts, NAME, List.of(target), false);
        SshShell shell = new SshShell(NAME, target, connection);
        Duration interval = Duration.ofMillis(100);
        try (Pulse _ =
                new Pulse(connection.client(), connection, interval, Duration.ofSeconds(2))) {
            assertThat(shell.run("sleep 3", PATIENT).exitCode()).isZero();

            server.freezeSessions(true);

            assertThatThrownBy(() -> shell.run("true", PATIENT))
                    .hasMessageContaining("the connection broke while a script ran");
        } finally {
            server.freezeSessions(false);
            shell.close();
        }
    }
}

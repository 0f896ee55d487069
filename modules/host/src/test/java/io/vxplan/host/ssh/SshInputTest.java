package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.model.Connection.Ssh;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a script reads from us.
class SshInputTest extends WithSshServer {
    /// As much as OpenSSH lets a channel send ahead (`CHAN_SES_WINDOW_DEFAULT`, channels.h).
    private static final int WINDOW_BYTES = 64 * 32 * 1024;

    /// And as much of a script as makes the last packet of the data a full one.
    private static final String PADDING = "#".repeat(30_000);

    /// The last bytes wait for room in the window at a time when there is nothing more to say. How
    /// many bytes there are then depends on buffers of the host, so several lengths are tried.
    @Test
    void arrivesWholeWhereTheHostIsSlowToReadIt() throws Exception {
        Ssh target = target().key(newKey("ed25519")).ssh();
        SshHosts hosts = new SshHosts(folder, Optional.empty());
        SshShell shell =
                new SshShell(NAME, target, SshConnection.open(hosts, NAME, List.of(target), false));
        for (int more = 0; more < 350_000; more += 25_000) {
            byte[] data = new byte[WINDOW_BYTES + more];
            CommandResult result =
                    shell.run(
                            "sleep 0.2; wc -c " + PADDING,
                            new ByteArrayInputStream(data),
                            Duration.ofMinutes(1));

            assertThat(result.output()).isEqualTo(data.length + "\n");
        }
        shell.close();
    }
}

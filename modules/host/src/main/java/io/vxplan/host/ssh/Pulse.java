package io.vxplan.host.ssh;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;

/// Asks a server now and then whether it is still there, and closes the line to it where no answer
/// comes: nothing else would tell whoever waits for it. It also keeps firewalls on the way from
/// forgetting a connection that is idle while somebody reads a plan.
///
/// TCP alone does not do: its keep-alive rests while anything is on its way, which is then sent
/// again for a quarter of an hour (`tcp_retries2`), and through a jump host it is about that one.
/// Nor does the SSH library's `KeepAliveRunner`: it asks and judges in one thread, which hangs as
/// well where the kernel has no more room for what is to be sent.
final class Pulse implements Closeable {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final SSHClient client;
    private final Closeable line;
    private final Duration interval;
    private final Duration patience;
    private final CountDownLatch closed = new CountDownLatch(1);

    Pulse(SSHClient client, Closeable line, Duration interval, Duration patience) {
        this.client = client;
        this.line = line;
        this.interval = interval;
        this.patience = patience;
        Thread.startVirtualThread(this::beat);
    }

    /// @param line what the connection goes over
    static Pulse of(SSHClient client, Closeable line) {
        return new Pulse(client, line, INTERVAL, PATIENCE);
    }

    private void beat() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS) && answers()) {
                // and again
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// To ask may take as long as the answer, where the kernel has no room for what is to be sent.
    private boolean answers() {
        try (Watchdog _ = Watchdog.over(patience, line)) {
            client.getConnection()
                    .sendGlobalRequest("keepalive@openssh.com", true, new byte[0])
                    .retrieve();
            return true;
        } catch (ConnectionException _) {
            // Servers refuse a request that they don't know: an answer like any other.
            return client.isConnected();
        } catch (TransportException _) {
            return false;
        }
    }

    /// Without an interrupt: of a thread that writes to a jump host's socket it would close that
    /// for all who use it.
    @Override
    public void close() {
        closed.countDown();
    }
}

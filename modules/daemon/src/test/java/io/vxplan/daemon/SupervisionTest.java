package io.vxplan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.UnixDatagrams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a socket as systemd has one.
class SupervisionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PID = 4711;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Log log = new Log(LogLevel.INFO, lines::add);

    private Supervision supervision(String... environment) {
        return Supervision.of(
                environment.length == 2
                        ? Map.of(environment[0], environment[1])
                        : Map.of(
                                environment[0], environment[1],
                                environment[2], environment[3],
                                environment[4], environment[5]),
                PID,
                log);
    }

    private static void tellsAll(String address, Supervision supervision) throws NetlinkException {
        try (UnixDatagrams systemd = UnixDatagrams.at(address, PATIENCE)) {
            supervision.status("3 peers\nREADY=1");
            supervision.status("3 peers\nREADY=1");
            supervision.ready();
            supervision.ready();
            supervision.turned();
            supervision.stopping();
            assertThat(systemd.receive()).contains("STATUS=3 peers?READY=1");
            assertThat(systemd.receive()).contains("READY=1");
            assertThat(systemd.receive()).contains("STOPPING=1");
        }
    }

    @Test
    void tellsASocketWithAPath(@TempDir Path folder) throws NetlinkException {
        String path = folder.resolve("notify").toString();
        tellsAll(path, supervision("NOTIFY_SOCKET", path));
        assertThat(lines).isEmpty();
    }

    @Test
    void tellsAnAbstractSocket() throws NetlinkException {
        String name = "@vxplan-test-" + ProcessHandle.current().pid();
        tellsAll(name, supervision("NOTIFY_SOCKET", name));
        assertThat(lines).isEmpty();
    }

    @Test
    void aWatchdogHearsOfTurnsOnly(@TempDir Path folder)
            throws NetlinkException, InterruptedException {
        String path = folder.resolve("notify").toString();
        Supervision supervision =
                supervision(
                        "NOTIFY_SOCKET", path, "WATCHDOG_USEC", "2000000", "WATCHDOG_PID", "4711");
        assertThat(supervision.longestTurn()).isEqualTo(Duration.ofMillis(500));
        try (UnixDatagrams systemd = UnixDatagrams.at(path, Duration.ofMillis(1_500))) {
            assertThat(systemd.receive()).isEmpty();
            supervision.turned();
            assertThat(systemd.receive()).contains("WATCHDOG=1");
            supervision.turned();
            assertThat(systemd.receive()).isEmpty();
            supervision.turned();
            assertThat(systemd.receive()).contains("WATCHDOG=1");
        }
    }

    @Test
    void aWatchdogOfAnotherProcessIsNone(@TempDir Path folder) throws NetlinkException {
        String path = folder.resolve("notify").toString();
        Supervision supervision =
                supervision("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "1", "WATCHDOG_PID", "1");
        try (UnixDatagrams systemd = UnixDatagrams.at(path, Duration.ofMillis(100))) {
            supervision.turned();
            assertThat(systemd.receive()).isEmpty();
        }
    }

    @Test
    void whoIsNotThereIsNotWaitedFor(@TempDir Path folder) {
        String path = folder.resolve("notify").toString();
        Supervision supervision = supervision("NOTIFY_SOCKET", path);
        supervision.ready();
        supervision.stopping();
        assertThat(lines)
                .containsExactly(
                        "warn: can't tell systemd: connect to the Unix socket "
                                + path
                                + ": ENOENT (no such file or directory); trying again");
    }

    @Test
    void withoutAServiceManagerNothingIsSaid() {
        Supervision supervision = supervision("NOTIFY_SOCKET", "");
        supervision.ready();
        supervision.turned();
        supervision.stopping();
        assertThat(lines).isEmpty();
        assertThat(supervision.longestTurn()).isEqualTo(Duration.ofSeconds(1));
        assertThat(supervision.stuck()).isEmpty();
    }
}

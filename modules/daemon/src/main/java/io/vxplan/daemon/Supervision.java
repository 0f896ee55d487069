package io.vxplan.daemon;

import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.UnixDatagrams;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Tells systemd how a daemon is (sd_notify(3)), and everybody whether its main loop still turns.
///
/// Without a service manager that asks for it, nothing is sent. Any thread calls.
public final class Supervision {
    private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

    /// A turn may take its time: thousands of changes on a machine with other work.
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final Optional<String> socket;

    /// Between two signs of life, half of the time after which systemd gives up.
    private final Optional<Duration> interval;

    private final Trouble trouble;
    private volatile long turned = System.nanoTime();
    private long told = turned;
    private volatile boolean ready;
    private String status = "";

    private Supervision(Optional<String> socket, Optional<Duration> interval, Log log) {
        this.socket = socket;
        this.interval = interval;
        this.trouble = new Trouble(log, "can't tell systemd");
    }

    /// @param environment of this process, with `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`
    ///   where it is a service of systemd's
    /// @param pid of this process; the watchdog may be another's
    public static Supervision of(Map<String, String> environment, long pid, Log log) {
        Optional<String> socket = value(environment, "NOTIFY_SOCKET");
        boolean another =
                value(environment, "WATCHDOG_PID")
                        .filter(watched -> !watched.equals(Long.toString(pid)))
                        .isPresent();
        Optional<Duration> watchdog =
                value(environment, "WATCHDOG_USEC")
                        .filter(usec -> !another && usec.matches("[1-9][0-9]{0,17}"))
                        .map(usec ->
                                Duration.ofNanos(Math.multiplyExact(Long.parseLong(usec), 500L)));
        return new Supervision(socket, watchdog, log);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /// How long a turn of the main loop may wait for something to do.
    public Duration longestTurn() {
        return interval.map(time -> time.dividedBy(2))
                .filter(time -> time.compareTo(LONGEST_TURN) < 0)
                .orElse(LONGEST_TURN);
    }

    /// The main loop turned once more.
    public synchronized void turned() {
        long now = System.nanoTime();
        turned = now;
        if (interval.isPresent() && now - told >= interval.get().toNanos()) {
            told = now;
            tell("WATCHDOG=1");
        }
    }

    /// Since when the main loop has not turned, where that is for too long.
    public Optional<Duration> stuck() {
        Duration since = Duration.ofNanos(System.nanoTime() - turned);
        return since.compareTo(STUCK) > 0 ? Optional.of(since) : Optional.empty();
    }

    /// The daemon does its work. Only the first call counts.
    public synchronized void ready() {
        if (!ready) {
            ready = true;
            tell("READY=1");
        }
    }

    public boolean isReady() {
        return ready;
    }

    /// How it is, in a line for people.
    public synchronized void status(String line) {
        if (!line.equals(status)) {
            status = line;
            tell("STATUS=" + line.replaceAll("\\p{Cc}", "?"));
        }
    }

    public synchronized void stopping() {
        tell("STOPPING=1");
    }

    /// Opened anew each time: systemd may have been replaced by a newer one meanwhile.
    private void tell(String state) {
        if (socket.isEmpty()) {
            return;
        }
        try (UnixDatagrams datagrams = UnixDatagrams.to(socket.get())) {
            datagrams.send(state);
            trouble.over();
        } catch (NetlinkException | IllegalArgumentException e) {
            trouble.failed(String.valueOf(e.getMessage()));
        }
    }
}

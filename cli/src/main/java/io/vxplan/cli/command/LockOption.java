package io.vxplan.cli.command;

import io.vxplan.cli.output.DurationText;
import io.vxplan.cli.output.Terminal;
import io.vxplan.host.Holder;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Locking;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// `--lock-timeout`, and what it is for: a host is changed by one run at a time.
final class LockOption {
    private static final int SHOWN = 5;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationText.class,
            description =
                    "How long to wait for a host that another run changes, such as 5m (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    /// Has the hosts to itself until the fleet is closed.
    ///
    /// @return false where somebody has one of them: printed
    boolean take(Fleet fleet, SortedSet<HostName> hosts, Path inventory, Terminal terminal) {
        Holder mine = Holder.of(who(), inventory.toAbsolutePath().normalize().toString());
        SortedMap<HostName, Holder> others = new Locking(fleet, mine, patience).take(hosts);
        if (others.isEmpty()) {
            return true;
        }
        String more =
                others.size() > SHOWN ? ", and " + (others.size() - SHOWN) + " more hosts" : "";
        String what =
                others.entrySet().stream()
                        .limit(SHOWN)
                        .map(other ->
                                "host '" + other.getKey() + "' is locked by " + other.getValue())
                        .collect(Collectors.joining("; "));
        terminal.problem(
                Diagnostic.error(
                        what + more + ": nothing was changed on any host",
                        "run it again when that is done, or let it wait with --lock-timeout 5m"));
        return false;
    }

    /// Whoever became root by sudo is known by their own name.
    private static String who() {
        String user =
                Optional.ofNullable(System.getenv("SUDO_USER"))
                        .orElse(System.getProperty("user.name"));
        return user + "@" + machine() + " (process " + ProcessHandle.current().pid() + ")";
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) {
            return "unknown";
        }
    }
}

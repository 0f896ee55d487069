package io.vxplan.cli.command;

import io.vxplan.cli.output.DurationText;
import io.vxplan.cli.output.Terminal;
import io.vxplan.host.Holder;
import io.vxplan.host.confirm.Confirmation;
import io.vxplan.host.confirm.Pending;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Locking;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
        SortedMap<HostName, Holder> others =
                new Locking(fleet, me(inventory), patience).take(hosts);
        if (others.isEmpty()) {
            return nothingWaits(fleet, hosts, inventory, terminal);
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

    /// What an apply with `--confirm` has done would be undone under our hands.
    private static boolean nothingWaits(
            Fleet fleet, SortedSet<HostName> hosts, Path inventory, Terminal terminal) {
        SortedMap<HostName, Pending> waiting = new TreeMap<>();
        fleet.each(
                hosts,
                Confirmation::pending,
                (host, outcome) -> {
                    if (outcome instanceof Outcome.Done<Optional<Pending>>(var pending)) {
                        pending.ifPresent(what -> waiting.put(host, what));
                    }
                });
        if (waiting.isEmpty()) {
            return true;
        }
        HostName first = waiting.firstKey();
        Pending what = Objects.requireNonNull(waiting.get(first));
        terminal.problem(
                Diagnostic.error(
                        "host '"
                                + first
                                + "'"
                                + (waiting.size() > 1
                                        ? " and " + (waiting.size() - 1) + " more"
                                        : "")
                                + (waiting.size() > 1 ? " wait " : " waits ")
                                + what.until().map(time -> "until " + time + " ").orElse("")
                                + "for a confirmation of what was done by "
                                + what.holder()
                                + ": nothing was changed on any host",
                        "`vxplan confirm %1$s` keeps that, `vxplan revert %1$s` undoes it"
                                .formatted(inventory)));
        return false;
    }

    /// For others to read.
    static Holder me(Path inventory) {
        return Holder.of(who(), inventory.toAbsolutePath().normalize().toString());
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

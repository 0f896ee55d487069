package io.vxplan.host.confirm;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.RevertScript;
import io.vxplan.plan.Change;
import io.vxplan.plan.diff.Reversal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Has a host take changes back by itself, unless they are confirmed in time: so that it does not
/// matter whether it can be reached any more, or who made them is still there.
public final class Confirmation {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// The way back may wait for what is at work on the host.
    private static final Duration REVERT_PATIENCE = Duration.ofMinutes(5);

    private Confirmation() {}

    /// What became of it.
    public enum Answer {
        /// What was done stays.
        CONFIRMED,

        /// The host is as it was.
        REVERTED,

        /// There was nothing to be confirmed.
        NOTHING,

        /// The host went back before.
        TOO_LATE
    }

    /// Before the first of these changes is made.
    public static void arm(Host host, List<Change> changes, Holder mine, Duration delay)
            throws HostException {
        String token = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        CommandResult result =
                host.run(
                        ConfirmScripts.arm(
                                mine,
                                token,
                                delay.toSeconds(),
                                RevertScript.outlivesReset(changes)),
                        ConfirmScripts.revert(token, steps(host, changes)),
                        PATIENCE);
        if (result.exitCode() == ConfirmScripts.WAITS) {
            Pending other = Pending.parse(result.output());
            throw new HostException(
                    host.name(),
                    "the host waits for a confirmation of what was done by " + other.holder(),
                    "`vxplan confirm` keeps that, `vxplan revert` undoes it");
        }
        require(host, result, "the host can't be made to go back by itself");
    }

    private static String steps(Host host, List<Change> changes) throws HostException {
        try {
            return RevertScript.of(Reversal.fromAnywhere(changes));
        } catch (IllegalArgumentException e) {
            throw new HostException(
                    host.name(),
                    Optional.empty(),
                    String.valueOf(e.getMessage()),
                    "apply this without --confirm",
                    Optional.of(e));
        }
    }

    /// What waits there.
    public static Optional<Pending> pending(Host host) throws HostException {
        CommandResult result = host.run(ConfirmScripts.STATUS, PATIENCE);
        if (result.exitCode() == ConfirmScripts.NOTHING) {
            return Optional.empty();
        }
        require(host, result, "can't see whether the host waits for a confirmation");
        return Optional.of(Pending.parse(result.output()));
    }

    /// What was done stays.
    public static Answer confirm(Host host) throws HostException {
        CommandResult result = host.run(ConfirmScripts.CONFIRM, PATIENCE);
        return switch (result.exitCode()) {
            case ConfirmScripts.NOTHING -> Answer.NOTHING;
            case ConfirmScripts.TOO_LATE -> Answer.TOO_LATE;
            default -> {
                require(host, result, "the changes can't be confirmed");
                yield Answer.CONFIRMED;
            }
        };
    }

    /// Undoes it now.
    public static Answer revert(Host host) throws HostException {
        CommandResult result = host.run(ConfirmScripts.REVERT, REVERT_PATIENCE);
        return switch (result.exitCode()) {
            case ConfirmScripts.NOTHING -> Answer.NOTHING;
            case ConfirmScripts.TOO_LATE -> Answer.TOO_LATE;
            default -> {
                require(host, result, "the way back did not come to its end");
                yield Answer.REVERTED;
            }
        };
    }

    private static void require(Host host, CommandResult result, String otherwise)
            throws HostException {
        if (result.exitCode() != 0) {
            String said = result.errors().strip().replace("\n", "; ");
            throw new HostException(
                    host.name(),
                    otherwise + ": " + (said.isEmpty() ? "exit code " + result.exitCode() : said),
                    said.contains("No space left on device")
                            ? "make room in /run there"
                            : "root needs to write to /run there");
        }
    }
}

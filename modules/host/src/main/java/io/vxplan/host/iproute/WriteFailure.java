package io.vxplan.host.iproute;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.iproute.WriteScript.Batch;
import io.vxplan.host.iproute.WriteScript.Step;
import io.vxplan.host.nftables.Transaction;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which change failed and why, from what a [WriteScript] left on standard error.
///
/// @param changes of all scripts
record WriteFailure(HostName host, WriteScript script, List<Change> changes) {
    private static final Pattern LINE = Pattern.compile("(?m)^Command failed -:(\\d+)$");

    /// An exit code above that has the number of a signal.
    static final int BY_SIGNAL = 128;

    HostException from(CommandResult result) {
        if (result.exitCode() > BY_SIGNAL) {
            return ended(host, result.exitCode());
        }
        String errors = result.errors();
        int last = ("\n" + errors).lastIndexOf("\n--- ");
        int end = errors.indexOf('\n', Math.max(last, 0));
        if (last < 0 || end < 0) {
            return notStarted(result.exitCode(), errors.strip());
        }
        String name = errors.substring(last + 4, end);
        String said = errors.substring(end + 1).strip();
        return switch (name) {
            case WriteScript.ROOT, WriteScript.FLOCK -> missing(host, name);
            case WriteScript.HELD ->
                    new HostException(
                            host,
                            "the lock of the host was lost, for its shell there has ended",
                            "somebody else may have changed the host since: plan again");
            case WriteScript.LOCK ->
                    new HostException(
                            host,
                            "another apply held the host's lock for "
                                    + WriteScript.LOCK_SECONDS
                                    + " seconds"
                                    + (said.isEmpty() ? "" : ": " + said),
                            "wait until it is done, then plan again");
            default -> ofStep(script.batches().get(Integer.parseInt(name)), said);
        };
    }

    private HostException notStarted(int exitCode, String said) {
        return said.isEmpty()
                ? new HostException(
                        host,
                        "the shell there ended with exit code %d before it began our script"
                                .formatted(exitCode),
                        "somebody may have ended the session: plan again")
                : new HostException(
                        host, "the script did not start: " + said, "is `sh` there a POSIX shell?");
    }

    /// Nobody knows how far it came.
    static HostException ended(HostName host, int exitCode) {
        return new HostException(
                host,
                "the shell there that ran our script was ended by signal " + (exitCode - BY_SIGNAL),
                "somebody ended it, or the host that goes back by itself (--confirm): plan again");
    }

    /// @param what a step's name
    static HostException missing(HostName host, String what) {
        return switch (what) {
            case WriteScript.ROOT ->
                    new HostException(
                            host,
                            "the login is not root, and changing the network needs root",
                            "log in as root, or set ansible_become: true for the host");
            default ->
                    new HostException(
                            host,
                            "there is no `flock` on the host",
                            "install the package util-linux there");
        };
    }

    private HostException ofStep(Batch batch, String said) {
        return batch.isTransaction() ? ofTransaction(batch, said) : ofCommand(batch, said);
    }

    /// None of it was done.
    private HostException ofTransaction(Batch batch, String said) {
        List<Step> steps = batch.steps();
        Step step = steps.get(batch.transaction().refused(said));
        String words = Transaction.words(said);
        return new HostException(
                host,
                Optional.of(Progress.without(steps.getFirst().change(), step.change(), changes)),
                words,
                Advice.on(step.change().resource(), words),
                Optional.empty());
    }

    private HostException ofCommand(Batch batch, String said) {
        Matcher failed = LINE.matcher(said);
        int line = failed.find() ? Integer.parseInt(failed.group(1)) : 1;
        Step step = batch.steps().get(Math.clamp(line - 1, 0, batch.steps().size() - 1));
        String words = words(LINE.matcher(said).replaceAll("").strip());
        return new HostException(
                host,
                Optional.of(Progress.upTo(step.change(), changes)),
                "`"
                        + firstLine(step.command())
                        + "` failed: "
                        + (words.isEmpty() ? "no reason given" : words),
                Advice.on(step.change().resource(), words),
                Optional.empty());
    }

    /// A file's text follows its command.
    private static String firstLine(Command command) {
        return command.toString().lines().findFirst().orElse("");
    }

    /// On one line, to be followed by advice: what the kernel says itself ends with a full stop.
    /// Lines that are indented are quoted from somewhere, and stay lines.
    private static String words(String said) {
        String line = said.replaceAll("\n(?! {4})", "; ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}

package io.vxplan.cli.output;

import static java.util.stream.Collectors.joining;

import io.vxplan.host.Aftermath;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.rollout.Batch;
import io.vxplan.host.rollout.Ending;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Progress for people.
final class ApplyText extends ApplyView {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /// How many changes are called by their names in a line.
    private static final int NAMED = 3;

    /// How many hosts are.
    private static final int LISTED = 20;

    private final Terminal terminal;
    private final int hosts;

    ApplyText(Terminal terminal, SortedSet<HostName> hosts) {
        super(hosts);
        this.terminal = terminal;
        this.hosts = hosts.size();
        progress();
    }

    @Override
    public void begins(Batch batch) {
        if (batch.of() > 1) {
            line(name(batch) + ": " + names(batch.hosts()));
        }
    }

    private static String name(Batch batch) {
        return "batch " + batch.number() + " of " + batch.of();
    }

    private static String names(Collection<HostName> hosts) {
        return hosts.stream().limit(LISTED).map(HostName::value).collect(joining(", "))
                + (hosts.size() > LISTED ? ", and " + (hosts.size() - LISTED) + " more" : "");
    }

    /// The report of one that passed would be in the way of what is still to come.
    @Override
    public void verified(Batch batch, Report report) {
        String text = TextReport.of(report, terminal.colour());
        if (report.passed()) {
            line(name(batch) + ": verify " + text.strip().lines().toList().getLast());
        } else {
            line(name(batch) + ": verify failed");
            terminal.out().print(text);
        }
    }

    @Override
    void applied(HostPlan plan) {
        int changes = plan.changes().size();
        line(plan.host() + ": " + changes + (changes == 1 ? " change" : " changes") + " made");
    }

    @Override
    void failed(HostName host, HostException failure) {
        StringBuilder text = new StringBuilder(host + ": failed");
        failure.change().ifPresent(change -> text.append(" to ").append(Labels.of(change)));
        text.append(": ").append(failure.getMessage());
        if (!failure.advice().isEmpty()) {
            text.append("; ").append(failure.advice());
        }
        failure.aftermath().ifPresent(aftermath -> text.append("; ").append(words(aftermath)));
        line(text.toString());
        failure.progress()
                .filter(progress -> !progress.ofOne() && !isUndone(failure))
                .ifPresent(progress -> line(host + ": " + words(progress)));
    }

    private static boolean isUndone(HostException failure) {
        return failure.aftermath().filter(Aftermath.Undone.class::isInstance).isPresent();
    }

    private static String words(Progress progress) {
        StringBuilder words = new StringBuilder("made before that: ").append(progress.madeBefore());
        append(words, "made after it, in the same batch", progress.madeAfter());
        append(words, "refused as well", progress.refusedToo());
        return words.append("; not tried: ").append(progress.notTried()).toString();
    }

    private static void append(StringBuilder words, String what, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        words.append("; ").append(what).append(": ").append(changes.size()).append(" (");
        words.append(changes.stream().limit(NAMED).map(Labels::of).collect(joining(", ")));
        words.append(changes.size() > NAMED ? ", ...)" : ")");
    }

    private static String words(Aftermath aftermath) {
        return switch (aftermath) {
            case Aftermath.Undone() -> "the host is as it was before";
            case Aftermath.Kept() -> "what was done before that stays";
            case Aftermath.Uncertain(var why) ->
                    "what was done before that could not be undone: "
                            + why
                            + ": look at `vxplan plan`";
        };
    }

    private void line(String text) {
        if (terminal.interactive()) {
            terminal.err().print(CLEAR_LINE);
        }
        terminal.say(text);
        progress();
    }

    private void progress() {
        if (terminal.interactive() && count() < hosts) {
            terminal.err().print("[" + count() + "/" + hosts + "] ");
            terminal.err().flush();
        }
    }

    @Override
    public void ended(Ending ending) {
        reason(ending).ifPresent(terminal::say);
        StringBuilder summary = new StringBuilder("Applied: ");
        summary.append(applied()).append(applied() == 1 ? " host changed" : " hosts changed");
        if (failures() > 0) {
            summary.append(", ").append(failures()).append(" failed");
        }
        if (!notBegun().isEmpty()) {
            summary.append(", ")
                    .append(notBegun().size())
                    .append(" not begun: ")
                    .append(names(notBegun()));
        }
        boolean sound = ending instanceof Ending.Complete && failures() == 0;
        terminal.result(summary.append(sound ? ", and found as planned." : ".").toString());
        terminal.flush();
    }

    private static Optional<String> reason(Ending ending) {
        return switch (ending) {
            case Ending.Complete() -> Optional.empty();
            case Ending.TooManyFailed(var batch, var failures) ->
                    Optional.of(
                            "vxplan: stopped, because %d of the %d hosts of %s failed, more than --max-fail allows"
                                    .formatted(
                                            failures,
                                            batch.hosts().size(),
                                            batch.of() == 1 ? "the plan" : name(batch)));
            case Ending.Unproven(var batch) ->
                    Optional.of(
                            "vxplan: stopped, because verify failed after %s: see above"
                                    .formatted(name(batch)));
            case Ending.Stopped() ->
                    Optional.of("vxplan: stopped, as you asked: apply goes on from here");
        };
    }
}

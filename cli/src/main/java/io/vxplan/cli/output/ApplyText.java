package io.vxplan.cli.output;

import static java.util.stream.Collectors.joining;

import io.vxplan.host.Aftermath;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.util.List;

/// Progress for people.
final class ApplyText extends ApplyView {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /// How many changes are called by their names in a line.
    private static final int NAMED = 3;

    private final Terminal terminal;
    private final int hosts;

    ApplyText(Terminal terminal, int hosts) {
        this.terminal = terminal;
        this.hosts = hosts;
        progress();
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
    public void close() {
        int done = count() - failures();
        terminal.result(
                "Applied: "
                        + done
                        + (done == 1 ? " host" : " hosts")
                        + " changed"
                        + (failures() == 0
                                ? ", and found as planned."
                                : ", " + failures() + " failed."));
        terminal.flush();
    }
}

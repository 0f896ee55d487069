package io.vxplan.cli.command;

import io.vxplan.cli.output.DurationText;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What becomes of changes that are not confirmed, in words.
///
/// @param until when hosts that were changed go back; others were not, or have been undone
/// @param delay after the first change of each
record Unconfirmed(SortedMap<HostName, Instant> until, Duration delay, Path inventory) {
    /// How many hosts are called by their names.
    private static final int LISTED = 20;

    /// Whether one of them has gone back.
    boolean isLate(Instant now) {
        return !gone(now).isEmpty();
    }

    Diagnostic because(String why, Instant now) {
        SortedSet<HostName> gone = gone(now);
        SortedSet<HostName> waiting = new TreeSet<>(until.keySet());
        waiting.removeAll(gone);
        List<String> parts = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        if (!gone.isEmpty()) {
            parts.add(names(gone) + (gone.size() == 1 ? " has" : " have") + " gone back");
            advice.add("give --confirm more time than the whole run takes, verify included");
        }
        if (!waiting.isEmpty()) {
            parts.add(names(waiting) + (waiting.size() == 1 ? " goes" : " go") + " back");
            advice.add(
                    "`vxplan confirm %1$s` keeps what was done, `vxplan revert %1$s` undoes it now"
                            .formatted(inventory));
        }
        return Diagnostic.error(
                "not confirmed, because %s: %s%s %s after its first change was made"
                        .formatted(
                                why,
                                String.join("; ", parts),
                                until.size() == 1 ? "" : ", each",
                                DurationText.of(delay)),
                String.join("; ", advice));
    }

    private SortedSet<HostName> gone(Instant now) {
        return until.keySet().stream()
                .filter(host -> !now.isBefore(until.get(host)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String names(Collection<HostName> hosts) {
        int more = hosts.size() - LISTED;
        return hosts.stream().limit(LISTED).map(HostName::value).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}

package io.vxplan.verify.render;

import io.vxplan.model.HostName;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What failed, and where to look. Checks that could not be tried come first and together: a host
/// that nobody can log in to has hundreds, all for one reason.
final class Failures {
    /// One dead host of fifty fails two hundred checks: the first ones tell the story.
    private static final int MOST = 40;

    private static final int MOST_HOSTS = 3;

    private final Report report;
    private final Style style;
    private final StringBuilder text = new StringBuilder();

    private Failures(Report report, Style style) {
        this.report = report;
        this.style = style;
    }

    /// Empty where nothing failed.
    static String of(Report report, Style style) {
        Failures failures = new Failures(report, style);
        failures.untried();
        failures.tried();
        return failures.text.isEmpty() ? "" : "\nfailed:\n" + failures.text;
    }

    private void untried() {
        SortedMap<String, List<HostName>> byReason = new TreeMap<>();
        report.results()
                .forEach(result -> {
                    if (result.verdict() instanceof Verdict.NotRun(String why)) {
                        byReason.computeIfAbsent(why, _ -> new ArrayList<>())
                                .add(result.check().host());
                    }
                });
        byReason.forEach((why, from) ->
                line(
                        "  %s %s from %s not tried: %s"
                                .formatted(
                                        from.size(),
                                        from.size() == 1 ? "check" : "checks",
                                        names(new TreeSet<>(from)),
                                        style.bad(why))));
    }

    private static String names(SortedSet<HostName> hosts) {
        return hosts.size() > MOST_HOSTS
                ? hosts.size() + " hosts"
                : hosts.stream().map(HostName::value).collect(Collectors.joining(", "));
    }

    private void tried() {
        List<Result<?>> failed =
                report.results()
                        .filter(Result::isFailure)
                        .filter(result -> !(result.verdict() instanceof Verdict.NotRun))
                        .toList();
        Advice advice = new Advice(report);
        String said = "";
        for (Result<?> result : failed.subList(0, Math.min(failed.size(), MOST))) {
            String next = advice.of(result);
            if (!next.equals(said)) {
                advise(said);
                said = next;
            }
            line(
                    "  %s: %s"
                            .formatted(
                                    Sentence.tried(result.check()),
                                    style.bad(Sentence.outcome(result.verdict()))));
        }
        advise(said);
        if (failed.size() > MOST) {
            line("  and %s more: `--output json` has them all".formatted(failed.size() - MOST));
        }
    }

    /// Once for all the failures above it that call for it.
    private void advise(String advice) {
        if (!advice.isEmpty()) {
            line("      " + advice);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

package io.vxplan.verify.render;

import io.vxplan.model.HostName;
import io.vxplan.model.address.Family;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.result.Drift;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Report.OverlayReport;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report for people: a matrix for each overlay, what failed and where to look, one last line.
public final class TextReport {
    private final Report report;
    private final Style style;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Report report, boolean colour) {
        this.report = report;
        this.style = new Style(colour);
    }

    public static String of(Report report, boolean colour) {
        TextReport rendered = new TextReport(report, colour);
        report.overlays().forEach(rendered::overlay);
        rendered.underlay();
        rendered.drift();
        rendered.text.append(Failures.of(report, rendered.style));
        rendered.notChecked();
        rendered.lastLine();
        return rendered.text.toString();
    }

    private void overlay(OverlayReport overlay) {
        line(
                "overlay %s (VNI %s): %s"
                        .formatted(
                                overlay.checks().overlay(),
                                overlay.checks().vni(),
                                pings(overlay)));
        for (Family family : Family.values()) {
            text.append(new Matrix(overlay, family, style));
        }
        identities(overlay);
        sizes(overlay);
        nextHops(overlay);
        text.append('\n');
    }

    private static String pings(OverlayReport overlay) {
        String sample =
                overlay.checks().sample()
                        ? ", a sample of the "
                                + overlay.checks().pairs()
                                + " there are between all pairs"
                        : "";
        return okOf(tried(overlay.reach())) + " pings ok" + sample;
    }

    private static String okOf(List<? extends Result<?>> results) {
        long ok = results.stream().filter(result -> result.verdict() instanceof Verdict.Ok).count();
        return ok + " of " + results.size();
    }

    private void identities(OverlayReport overlay) {
        List<Result<Check.Reach>> answered =
                tried(overlay.reach()).stream()
                        .filter(result -> result.check().identity().isPresent())
                        .filter(result -> !(result.verdict() instanceof Verdict.Lost))
                        .toList();
        if (!answered.isEmpty()) {
            long right = answered.stream().filter(result -> isIdentified(result.verdict())).count();
            line("  answered by the right MAC: %s of %s".formatted(right, answered.size()));
        }
    }

    private static boolean isIdentified(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ok _, Verdict.TooBig _ -> true;
            case Verdict.Lost _,
                    Verdict.WrongPeer _,
                    Verdict.Unidentified _,
                    Verdict.NotRun _,
                    Verdict.NotChecked _ ->
                    false;
        };
    }

    private void sizes(OverlayReport overlay) {
        Map<Integer, List<Result<Check.Reach>>> bySize =
                tried(overlay.reach()).stream()
                        .filter(result -> result.check().mtu().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        result -> result.check().mtu().orElse(0),
                                        TreeMap::new,
                                        Collectors.toList()));
        bySize.forEach((size, results) ->
                line("  %s bytes in one piece: %s".formatted(size, okOf(results))));
    }

    private void nextHops(OverlayReport overlay) {
        Map<String, List<Result<Check.EcmpHop>>> byHop =
                overlay.hops().stream()
                        .collect(
                                Collectors.groupingBy(
                                        result ->
                                                result.check().network()
                                                        + " through "
                                                        + result.check().hop(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byHop.forEach((hop, results) ->
                line("  %s: counted from %s hosts".formatted(hop, okOf(results))));
    }

    private void underlay() {
        List<Result<Check.UnderlayMtu>> tried = tried(report.underlay());
        if (!tried.isEmpty()) {
            line(
                    "underlay: full packets with the tunnel's headers pass in one piece on %s of %s paths"
                            .formatted(
                                    tried.stream().filter(result -> !result.isFailure()).count(),
                                    tried.size()));
        }
    }

    private void drift() {
        List<Map.Entry<HostName, Drift>> drifted =
                report.drift().entrySet().stream()
                        .filter(entry -> !entry.getValue().isClean())
                        .toList();
        int hosts = report.drift().size();
        line(
                drifted.isEmpty()
                        ? "drift: none on " + hosts + " hosts"
                        : "drift: %s of %s hosts differ from the topology"
                                .formatted(drifted.size(), hosts));
        for (Map.Entry<HostName, Drift> host : drifted) {
            Drift drift = host.getValue();
            drift.problems()
                    .forEach(problem ->
                            line("  %s: %s".formatted(host.getKey(), style.bad(problem))));
            drift.examples()
                    .forEach(example ->
                            line("  %s: %s".formatted(host.getKey(), style.bad(example))));
            if (drift.changes() > drift.examples().size()) {
                line(
                        "  %s: and %s more"
                                .formatted(
                                        host.getKey(), drift.changes() - drift.examples().size()));
            }
        }
    }

    private void notChecked() {
        Map<String, Long> reasons =
                report.results()
                        .flatMap(TextReport::reason)
                        .collect(
                                Collectors.groupingBy(
                                        reason -> reason, TreeMap::new, Collectors.counting()));
        if (!reasons.isEmpty()) {
            text.append("\nnot checked:\n");
            reasons.forEach((reason, count) ->
                    line("  %s %s: %s".formatted(count, count == 1 ? "check" : "checks", reason)));
        }
    }

    private static Stream<String> reason(Result<?> result) {
        return result.verdict() instanceof Verdict.NotChecked(String why)
                ? Stream.of(why)
                : Stream.empty();
    }

    private void lastLine() {
        long tried = tried(report.results().toList()).size();
        long failed = report.results().filter(Result::isFailure).count();
        long drifted = report.drift().values().stream().filter(drift -> !drift.isClean()).count();
        text.append('\n');
        int hosts = report.drift().size();
        if (report.passed()) {
            line("%s: %s checks on %s hosts".formatted(style.good("passed"), tried, hosts));
        } else {
            line(
                    "%s: %s of %s checks; %s of %s hosts differ"
                            .formatted(style.bad("failed"), failed, tried, drifted, hosts));
        }
    }

    private static <R extends Result<?>> List<R> tried(List<R> results) {
        return results.stream()
                .filter(result -> !(result.verdict() instanceof Verdict.NotChecked))
                .toList();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

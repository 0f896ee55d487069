package io.vxplan.verify.render;

import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Checks;
import io.vxplan.verify.check.VerifyPlan;
import io.vxplan.verify.result.Drift;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Reports of things that never happened.
final class Reports {
    static final Verdict OK = new Verdict.Ok(OptionalDouble.of(0.5));
    static final Drift NO_DRIFT = new Drift(0, List.of(), List.of());

    private Reports() {}

    static Report of(Topology topology, Function<Check, Verdict> verdicts) {
        return of(topology, verdicts, _ -> NO_DRIFT);
    }

    static Report of(
            Topology topology, Function<Check, Verdict> verdicts, Function<HostName, Drift> drift) {
        VerifyPlan plan = Checks.of(topology, Topologies.allocations(topology));
        SortedMap<HostName, Drift> drifts = new TreeMap<>();
        topology.hosts().keySet().forEach(host -> drifts.put(host, drift.apply(host)));
        return new Report(
                "demo",
                plan.overlays().stream()
                        .map(overlay ->
                                new Report.OverlayReport(
                                        overlay,
                                        results(overlay.reach(), verdicts),
                                        results(overlay.hops(), verdicts)))
                        .toList(),
                results(plan.underlay(), verdicts),
                drifts);
    }

    private static <C extends Check> List<Result<C>> results(
            List<C> checks, Function<Check, Verdict> verdicts) {
        return checks.stream().map(check -> new Result<>(check, verdicts.apply(check))).toList();
    }
}

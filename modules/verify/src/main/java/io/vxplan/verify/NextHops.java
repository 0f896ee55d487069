package io.vxplan.verify;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.VerifyPlan;
import io.vxplan.verify.probe.Counter;
import io.vxplan.verify.probe.HopScript;
import io.vxplan.verify.probe.ProbeScript;
import io.vxplan.verify.result.HopJudge;
import io.vxplan.verify.result.HopJudge.Counted;
import io.vxplan.verify.result.Judge;
import io.vxplan.verify.result.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Proves the next hops of ECMP routes. One source after the other, so that what a counter shows
/// can only be that one's packets (and what else crosses the overlay just then).
record NextHops(Fleet fleet) {

    Map<Check, Verdict> probe(VerifyPlan plan) {
        Map<HostName, List<Check.EcmpHop>> sources =
                plan.overlays().stream()
                        .flatMap(overlay -> overlay.hops().stream())
                        .collect(
                                Collectors.groupingBy(
                                        Check::host, TreeMap::new, Collectors.toList()));
        Map<Check, Verdict> verdicts = new HashMap<>();
        sources.forEach((source, checks) -> verdicts.putAll(probe(source, checks)));
        return verdicts;
    }

    private Map<Check, Verdict> probe(HostName source, List<Check.EcmpHop> checks) {
        Set<Counted> counted = checks.stream().map(Counted::of).collect(Collectors.toSet());
        Map<Counted, Long> before = read(counted);
        Map<Check, Verdict> verdicts = new HashMap<>();
        fleet.each(
                List.of(source),
                host -> host.run(HopScript.of(checks), HopScript.timeout(checks.size())),
                (_, outcome) -> verdicts.putAll(judge(checks, outcome, arrived(before, counted))));
        return verdicts;
    }

    private static Map<Check, Verdict> judge(
            List<Check.EcmpHop> checks,
            Outcome<Host.CommandResult> sent,
            Map<Counted, Long> arrived) {
        return switch (sent) {
            case Outcome.Done(var ran) -> HopJudge.judge(checks, ran, arrived);
            case Outcome.Failed(var failure) -> Judge.notRun(checks, failure);
        };
    }

    private Map<Counted, Long> arrived(Map<Counted, Long> before, Set<Counted> counted) {
        Map<Counted, Long> arrived = new HashMap<>();
        read(counted)
                .forEach((counter, after) -> {
                    Long start = before.get(counter);
                    if (start != null) {
                        arrived.put(counter, after - start);
                    }
                });
        return arrived;
    }

    /// A counter that can't be read is missing.
    private Map<Counted, Long> read(Set<Counted> counters) {
        Map<HostName, List<Counted>> byHost =
                counters.stream().collect(Collectors.groupingBy(Counted::host));
        Map<Counted, Long> counts = new HashMap<>();
        fleet.each(
                byHost.keySet(),
                host -> read(host, Objects.requireNonNull(byHost.get(host.name()))),
                (_, outcome) -> {
                    if (outcome instanceof Outcome.Done(var read)) {
                        counts.putAll(read);
                    }
                });
        return counts;
    }

    private static Map<Counted, Long> read(Host host, List<Counted> counters) throws HostException {
        Map<Counted, Long> counts = new HashMap<>();
        for (Counted counter : counters) {
            Host.CommandResult ran =
                    host.run(Counter.script(counter.device()), ProbeScript.timeout(1));
            Counter.parse(ran.output()).ifPresent(count -> counts.put(counter, count));
        }
        return counts;
    }
}

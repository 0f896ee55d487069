package io.vxplan.verify;

import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.Responsibility;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Checks;
import io.vxplan.verify.check.OverlayChecks;
import io.vxplan.verify.check.VerifyPlan;
import io.vxplan.verify.result.Drift;
import io.vxplan.verify.result.Judge;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds out whether the overlays do what the topology says: nothing is changed anywhere.
public final class Verifier {
    private final Fleet fleet;
    private final Vantages vantages;
    private final Topology topology;
    private final Function<HostName, HostState> desired;
    private final VerifyPlan everything;
    private final Judge judge;

    /// @param allocations complete, as they were applied
    /// @param desired what each host should be
    public Verifier(
            Fleet fleet,
            Vantages vantages,
            Topology topology,
            Allocations allocations,
            Function<HostName, HostState> desired) {
        this.fleet = fleet;
        this.vantages = vantages;
        this.topology = topology;
        this.desired = desired;
        this.everything = Checks.of(topology, allocations);
        this.judge = new Judge(everything::ownerOf);
    }

    /// @param hosts from which to look, at all of the topology
    public Report run(Collection<HostName> hosts) {
        return run(everything.from(hosts), drift(hosts));
    }

    /// While others are on their way from one state to another.
    ///
    /// @param hosts that are what they should be: they are looked at, and what leads from one of
    ///   them to another
    public Report among(Collection<HostName> hosts) {
        return run(everything.among(hosts), drift(hosts));
    }

    private Report run(VerifyPlan plan, SortedMap<HostName, Drift> drift) {
        vantages.prepare();
        Map<Check, Verdict> verdicts =
                new HashMap<>(new Prober(fleet, vantages, judge).probe(plan.pings()));
        verdicts.putAll(new NextHops(fleet).probe(plan));
        return report(plan, verdicts, drift);
    }

    /// The paths between tunnel ends alone, which need no overlay.
    public List<Result<Check.UnderlayMtu>> underlay(Collection<HostName> hosts) {
        List<Check.UnderlayMtu> checks = everything.from(hosts).underlay();
        return results(checks, new Prober(fleet, vantages, judge).probe(List.copyOf(checks)));
    }

    private SortedMap<HostName, Drift> drift(Collection<HostName> hosts) {
        Responsibility responsibility = Responsibility.ofApply(topology);
        SortedMap<HostName, Drift> drift = new TreeMap<>();
        new Rollout(fleet, responsibility, desired, false, true)
                .plan(hosts, (host, outcome) -> drift.put(host, Drift.of(outcome)));
        return drift;
    }

    private Report report(
            VerifyPlan plan, Map<Check, Verdict> verdicts, SortedMap<HostName, Drift> drift) {
        List<Report.OverlayReport> overlays = new ArrayList<>();
        for (OverlayChecks overlay : plan.overlays()) {
            overlays.add(
                    new Report.OverlayReport(
                            overlay,
                            results(overlay.reach(), verdicts),
                            results(overlay.hops(), verdicts)));
        }
        return new Report(
                topology.name().value(),
                List.copyOf(overlays),
                results(plan.underlay(), verdicts),
                drift);
    }

    private static <C extends Check> List<Result<C>> results(
            List<C> checks, Map<Check, Verdict> verdicts) {
        return checks.stream()
                .map(check -> new Result<>(check, Objects.requireNonNull(verdicts.get(check))))
                .toList();
    }
}

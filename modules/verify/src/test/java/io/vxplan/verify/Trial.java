package io.vxplan.verify;

import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.OnError;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.model.HostName;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.testing.Topologies;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A topology on machines of its own.
final class Trial implements AutoCloseable {
    private final Topology topology;
    private final Machines machines;
    private final Fleet fleet;

    Trial(Topology topology) {
        this.topology = topology;
        this.machines = new Machines(topology.hosts().size());
        this.fleet = machines.fleet();
    }

    Machines machines() {
        return machines;
    }

    void apply() {
        Compiler compiler = compiler();
        Rollout rollout =
                new Rollout(fleet, Responsibility.ofAll("demo"), compiler::stateOf, false);
        SortedMap<HostName, HostPlan> plans = new TreeMap<>();
        rollout.plan(topology.hosts().keySet(), (host, plan) -> plans.put(host, done(plan)));
        rollout.apply(plans, OnError.KEEP, (_, plan) -> done(plan));
    }

    private Compiler compiler() {
        return new Compiler(topology, Topologies.allocations(topology));
    }

    private static HostPlan done(Outcome<HostPlan> outcome) {
        return switch (outcome) {
            case Outcome.Done(var plan) -> plan;
            case Outcome.Failed(var failure) -> throw new AssertionError(failure);
        };
    }

    Report verify() {
        return new Verifier(
                        fleet,
                        machines.vantages(),
                        topology,
                        Topologies.allocations(topology),
                        compiler()::stateOf)
                .run(topology.hosts().keySet());
    }

    /// The failures that the report tells, without the advice.
    static List<String> failed(Report report) {
        String text = TextReport.of(report, false);
        int from = text.indexOf("failed:\n");
        return from < 0
                ? List.of()
                : text.substring(from)
                        .lines()
                        .filter(line -> line.matches("  \\S.*"))
                        .map(String::strip)
                        .toList();
    }

    @Override
    public void close() {
        fleet.close();
        machines.close();
    }
}

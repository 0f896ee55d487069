package io.vxplan.doctor;

import io.vxplan.doctor.exam.ClockExam;
import io.vxplan.doctor.exam.Exam;
import io.vxplan.doctor.exam.Notes;
import io.vxplan.doctor.exam.PathExam;
import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.FactsReader;
import io.vxplan.doctor.facts.FactsScript;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.doctor.finding.Diagnosis;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.doctor.probe.ProbePlan;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.verify.Vantages;
import io.vxplan.verify.Verifier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds out what on the hosts would break the overlays of a topology, before or after they are
/// made. Nothing that lasts is changed anywhere.
public final class Doctor {
    private final Fleet fleet;
    private final Topology topology;
    private final Allocations allocations;
    private final Clock clock;

    /// @param allocations complete, as they are or will be applied
    public Doctor(Fleet fleet, Topology topology, Allocations allocations, Clock clock) {
        this.fleet = fleet;
        this.topology = topology;
        this.allocations = allocations;
        this.clock = clock;
    }

    public Diagnosis examine(Collection<HostName> hosts) {
        List<Finding> findings = new ArrayList<>();
        SortedMap<HostName, Facts> facts = new TreeMap<>();
        fleet.each(
                hosts,
                this::ask,
                (host, outcome) -> {
                    switch (outcome) {
                        case Outcome.Done(var answer) -> {
                            facts.put(host, answer.facts());
                            findings.addAll(answer.findings());
                        }
                        case Outcome.Failed(var failure) ->
                                findings.add(unreachable(host, failure));
                    }
                });
        findings.addAll(PathExam.of(verifier().underlay(facts.keySet())));
        findings.addAll(new Probing(fleet, ProbePlan.of(topology, allocations, facts)).run(facts));
        return Diagnosis.of(topology.name().value(), hosts.size(), findings);
    }

    private record Answer(Facts facts, List<Finding> findings) {}

    private Answer ask(Host host) throws HostException {
        Part part = Part.of(topology, host.name());
        Instant before = clock.instant();
        Host.CommandResult ran = host.run(FactsScript.of(part, ""), FactsScript.TIMEOUT);
        Instant after = clock.instant();
        Notes notes = new Notes(host.name());
        try {
            Facts facts = FactsReader.read(ran.output());
            ClockExam.of(part, facts, before, after, notes);
            List<Finding> findings = new ArrayList<>(notes.findings());
            findings.addAll(Exam.all(part, facts));
            return new Answer(facts, findings);
        } catch (IllegalArgumentException e) {
            throw new HostException(
                    host.name(),
                    "what the host said of itself can't be read: "
                            + e.getMessage()
                            + (ran.errors().isBlank() ? "" : "; " + ran.errors().strip()),
                    "`ip -V` and `sh` should work there as root");
        }
    }

    private static Finding unreachable(HostName host, HostException failure) {
        return new Finding(
                Ailment.UNREACHABLE,
                host,
                Objects.requireNonNullElse(failure.getMessage(), "it failed"),
                failure.advice().isEmpty() ? "mend that first" : failure.advice());
    }

    private Verifier verifier() {
        return new Verifier(fleet, Vantages.NONE, topology, allocations, _ -> HostState.EMPTY);
    }
}

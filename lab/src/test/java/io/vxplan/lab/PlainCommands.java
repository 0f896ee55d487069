package io.vxplan.lab;

import io.vxplan.host.HostOpener;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.inventory.Project;
import io.vxplan.model.Allocations;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.compile.Ipam;
import io.vxplan.verify.Verifier;
import io.vxplan.verify.render.TextReport;
import io.vxplan.verify.result.Report;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The commands that `lab run` needs, without a command line.
final class PlainCommands implements LabRun.Commands {
    private static final int FORKS = 10;

    @Override
    public int run(List<String> args) {
        Path inventory = Path.of(args.getLast());
        try {
            Project project = Project.load(inventory, Optional.empty()).value().orElseThrow();
            Lab lab = Lab.find(inventory).orElseThrow();
            SortedMap<HostName, Path> namespaces = lab.hosts();
            HostOpener opener =
                    host ->
                            LocalHost.inNamespace(
                                    host, Objects.requireNonNull(namespaces.get(host)));
            try (Fleet fleet = new Fleet(opener, FORKS)) {
                return new Run(project, lab, fleet).run(args.getFirst());
            }
        } catch (LabException e) {
            throw new AssertionError(e);
        }
    }

    private record Run(Project project, Lab lab, Fleet fleet) {

        int run(String command) {
            Allocations allocations =
                    Ipam.allocate(project.topology(), project.locked()).allocations();
            Compiler compiler = new Compiler(project.topology(), allocations);
            String name = project.topology().name().value();
            Collection<HostName> hosts = project.topology().hosts().keySet();
            Rollout make = new Rollout(fleet, name, compiler::stateOf, false);
            Rollout unmake = new Rollout(fleet, name, _ -> HostState.EMPTY, false);
            return switch (command) {
                case "plan" -> plans(make, hosts).isEmpty() ? 0 : 2;
                case "apply" -> apply(make, hosts);
                case "destroy" -> apply(unmake, hosts);
                case "verify" -> verify(allocations, hosts);
                default -> throw new AssertionError(command);
            };
        }

        private static SortedMap<HostName, HostPlan> plans(
                Rollout rollout, Collection<HostName> hosts) {
            SortedMap<HostName, HostPlan> plans = new TreeMap<>();
            rollout.plan(hosts, collect(plans));
            plans.values().removeIf(plan -> plan.changes().isEmpty());
            return plans;
        }

        private static int apply(Rollout rollout, Collection<HostName> hosts) {
            SortedMap<HostName, HostPlan> done = new TreeMap<>();
            rollout.apply(plans(rollout, hosts), collect(done));
            return 0;
        }

        private static BiConsumer<HostName, Outcome<HostPlan>> collect(
                SortedMap<HostName, HostPlan> plans) {
            return (host, outcome) -> {
                switch (outcome) {
                    case Outcome.Done(var plan) -> plans.put(host, plan);
                    case Outcome.Failed(var failure) -> throw new AssertionError(failure);
                }
            };
        }

        private int verify(Allocations allocations, Collection<HostName> hosts) {
            Report report =
                    new Verifier(fleet, lab.vantages(), project.topology(), allocations).run(hosts);
            if (!report.passed()) {
                throw new AssertionError(TextReport.of(report, false));
            }
            return 0;
        }
    }
}

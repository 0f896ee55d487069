package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Connector;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.OnError;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.connection.Connections;
import io.vxplan.inventory.connection.SshConfig;
import io.vxplan.lab.Lab;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.dump.DumpReader;
import io.vxplan.lab.netns.Namespaces;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Responsibility;
import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The hosts of a lab, worked on by this process over connections that stay open: as the commands
/// do, without a start of the program for each.
final class LabHosts implements AutoCloseable {
    private static final List<String> WHEN_THE_KERNEL_LIKES =
            List.of(" table \"255\" ", "\"fe80:", " operstate ");
    private static final Pattern CARRIER = Pattern.compile("\"NO-CARRIER\",|,\"LOWER_UP\"");

    private final Lab lab;
    private final Project project;
    private final Fleet connected;
    private final Fleet local;

    LabHosts(Lab lab) {
        this.lab = lab;
        this.project =
                Project.load(lab.inventory(), Optional.of(lab.topology())).value().orElseThrow();
        Connections connections = new Connections(project.inventory(), SshConfig.NONE);
        this.connected = fleet(host -> connections.of(host).value().orElseThrow());
        this.local =
                fleet(host ->
                        new Connection.Namespace(
                                Objects.requireNonNull(Namespaces.ofHosts(lab).get(host))));
    }

    private Fleet fleet(Connector.Connections connections) {
        return new Fleet(new Connector(connections, _ -> Optional.empty()), lab.hosts().size());
    }

    /// As `apply` does, over the lab's connections: each host is read again, and must be what was
    /// planned.
    void apply() {
        carryOut(declared(connected));
    }

    /// How many changes a plan has, which must be without problems. By netlink, whatever the lab's
    /// connections are.
    int changesLeft() {
        return plan(declared(local)).values().stream()
                .mapToInt(plan -> plan.changes().size())
                .sum();
    }

    /// As `destroy` does. By netlink as well.
    void destroy() {
        carryOut(rollout(local, _ -> HostState.EMPTY));
    }

    private Rollout declared(Fleet fleet) {
        return rollout(
                fleet, Compilation.of(project.topology(), project.locked()).compiler()::stateOf);
    }

    private Rollout rollout(Fleet fleet, Function<HostName, HostState> desired) {
        return new Rollout(fleet, Responsibility.ofApply(project.topology()), desired, false);
    }

    private SortedMap<HostName, HostPlan> plan(Rollout rollout) {
        SortedMap<HostName, HostPlan> plans = new TreeMap<>();
        rollout.plan(lab.hosts(), (host, outcome) -> plans.put(host, done(outcome)));
        assertThat(plans.values()).flatMap(HostPlan::problems).isEmpty();
        return plans;
    }

    private void carryOut(Rollout rollout) {
        rollout.apply(plan(rollout), OnError.KEEP, (_, outcome) -> done(outcome));
    }

    private static HostPlan done(Outcome<HostPlan> outcome) {
        return switch (outcome) {
            case Outcome.Done<HostPlan>(var plan) -> plan;
            case Outcome.Failed<HostPlan>(var failure) -> throw new AssertionError(failure);
        };
    }

    /// As on a fresh machine; `destroy` leaves it on.
    void forwardNothing() throws IOException {
        for (Path namespace : Namespaces.ofHosts(lab).values()) {
            Shell.run(
                    "nsenter --net=%s sh -c 'cd /proc/sys/net && echo 0 >ipv4/ip_forward && echo 0 >ipv6/conf/all/forwarding'"
                            .formatted(namespace));
        }
    }

    /// By a reader that shares nothing with vxplan's own. Without what comes when the kernel likes:
    /// its own routes to local addresses, link-local addresses and their routes, the carrier.
    SortedMap<String, Dump> dumps() throws IOException {
        List<String> namespaces =
                Namespaces.ofHosts(lab).values().stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .toList();
        SortedMap<String, Dump> dumps =
                new TreeMap<>(DumpReader.parse(Shell.run(DumpReader.script(namespaces))));
        dumps.replaceAll((_, dump) -> {
            SortedSet<String> facts = new TreeSet<>();
            dump.facts().stream()
                    .filter(fact -> WHEN_THE_KERNEL_LIKES.stream().noneMatch(fact::contains))
                    .map(fact -> CARRIER.matcher(fact).replaceAll(""))
                    .forEach(facts::add);
            return new Dump(facts);
        });
        return dumps;
    }

    @Override
    public void close() {
        connected.close();
        local.close();
    }
}

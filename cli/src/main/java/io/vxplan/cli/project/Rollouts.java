package io.vxplan.cli.project;

import io.vxplan.host.Connector;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.HostOpener;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.host.rollout.Rollout;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.connection.Connections;
import io.vxplan.inventory.connection.OpenSshConfig;
import io.vxplan.model.Connection;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.plan.Responsibility;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// From the user's files to hosts that can be worked on.
public final class Rollouts {
    private Rollouts() {}

    /// @param machine what is brought to the hosts
    public static Fleet fleet(
            Workspace workspace, Machine machine, HostOptions options, Narration narration) {
        return fleet(workspace, machine, options, narration, UnaryOperator.identity());
    }

    /// @param around what is done with the hosts beside
    public static Fleet fleet(
            Workspace workspace,
            Machine machine,
            HostOptions options,
            Narration narration,
            UnaryOperator<HostOpener> around) {
        HostOpener opener = around.apply(narration.of(opener(workspace.project(), machine)));
        return new Fleet(
                host -> open(workspace, opener, host), options.forks(), narration::failure);
    }

    private static Host open(Workspace workspace, HostOpener opener, HostName host)
            throws HostException {
        try {
            return opener.open(host);
        } catch (HostException e) {
            if (workspace.isFormerMember(host)) {
                throw e.withAdvice(
                        "no overlay has the host any more, but the lock file has addresses of it: take them out of "
                                + workspace.project().lockFile()
                                + " when nothing of the overlays is left on the host");
            }
            throw e;
        }
    }

    private static HostOpener opener(Project project, Machine machine) {
        Connections connections = new Connections(project.inventory(), new OpenSshConfig());
        return new Connector(
                host -> connection(host, connections.of(host)),
                host -> Optional.of(machine).filter(_ -> project.topology().provisions(host)));
    }

    private static Connection connection(HostName host, Parsed<Connection> connection)
            throws HostException {
        for (Diagnostic problem : connection.problems()) {
            if (problem.isError()) {
                String place = problem.at().map(at -> at + ": ").orElse("");
                throw new HostException(host, place + problem.summary(), problem.detail());
            }
        }
        return connection
                .value()
                .orElseThrow(() -> new IllegalStateException("no connection and no problem"));
    }

    /// @param allowManagement also where that touches the way by which our session reaches a host
    public static Rollout rollout(
            Workspace workspace,
            Fleet fleet,
            Desired desired,
            boolean adopt,
            boolean allowManagement) {
        return new Rollout(
                fleet,
                Responsibility.ofApply(workspace.project().topology()),
                desired.states(),
                adopt,
                allowManagement);
    }
}

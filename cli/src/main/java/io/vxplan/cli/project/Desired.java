package io.vxplan.cli.project;

import io.vxplan.cli.archive.OwnArchive;
import io.vxplan.cli.output.Terminal;
import io.vxplan.host.machine.Machine;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.provision.Persisted;
import io.vxplan.provision.Provision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What each host should be.
///
/// @param machine what is brought to the hosts for it
public record Desired(Function<HostName, HostState> states, Machine machine) {

    /// Nothing of ours: to destroy.
    public static Desired nothing() {
        return new Desired(_ -> HostState.EMPTY, Machine.withoutArchive());
    }

    /// What the topology says; nothing on hosts it does not name.
    ///
    /// @return empty where this program can't be packed for the hosts that need it: printed
    public static Optional<Desired> declared(Workspace workspace, Terminal terminal) {
        Topology topology = workspace.project().topology();
        Compiler compiler = workspace.compilation().compiler();
        Persisted persisted = new Persisted(topology);
        Function<HostName, HostState> states =
                host -> {
                    HostState kernel = compiler.stateOf(host);
                    return both(kernel, persisted.on(host, kernel));
                };
        if (!Provision.isNeeded(topology)) {
            return Optional.of(new Desired(states, Machine.withoutArchive()));
        }
        try {
            OwnArchive archive =
                    OwnArchive.ofThisProgram(() ->
                            terminal.say(
                                    "vxplan: packing this program and its Java for the hosts, which is done once ..."));
            Provision provision =
                    new Provision(
                            topology, workspace.compilation().allocations(), archive.runtime());
            return Optional.of(
                    new Desired(
                            host -> both(states.apply(host), provision.on(host)),
                            Machine.with(archive)));
        } catch (IOException e) {
            terminal.problem(
                    Diagnostic.error(
                            "can't pack this program for the hosts: " + e.getMessage(),
                            "their daemons run it; no host was looked at"));
            return Optional.empty();
        }
    }

    private static HostState both(HostState kernel, List<Resource> provided) {
        if (provided.isEmpty()) {
            return kernel;
        }
        List<Resource> all = new ArrayList<>(kernel.byKey().values());
        all.addAll(provided);
        return HostState.of(all);
    }
}

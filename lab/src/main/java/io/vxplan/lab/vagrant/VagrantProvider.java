package io.vxplan.lab.vagrant;

import io.vxplan.lab.CaptureSink;
import io.vxplan.lab.Daemons;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Lifetime;
import io.vxplan.lab.Place;
import io.vxplan.lab.Processes;
import io.vxplan.lab.Provider;
import io.vxplan.lab.Site;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.dump.DumpReader;
import io.vxplan.lab.netns.NetnsProvider;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Hosts are virtual machines, which are reached as real ones are: by SSH, and sudo. Workloads are
/// network namespaces in them.
public final class VagrantProvider implements Provider {
    private final NetnsProvider namespaces = new NetnsProvider();

    @Override
    public void require(Site site) throws LabException {
        namespaces.require(site);
        boolean discovered =
                site.topology().overlays().stream()
                        .anyMatch(overlay -> overlay.discoveredBy().isPresent());
        if (discovered && site.lifetime() == Lifetime.OF_THE_COMMAND) {
            throw new LabException(
                    "members of this topology are discovered by services of the machines, and `lab run` does not wait for those",
                    "use `vxplan lab up`, apply, and verify when they have found each other");
        }
        if (!site.layout().switches().switches().isEmpty()) {
            throw new LabException(
                    "a network of this topology is behind several hosts, and machines have no other network in common than the underlay",
                    "use --provider netns");
        }
    }

    @Override
    public SortedMap<HostName, SortedMap<String, String>> build(Site site) throws LabException {
        Machines machines = machines(site.folder());
        machines.up(Machine.of(site.blueprint().project().inventory(), site.layout()));
        if (Surroundings.areNeeded(site.layout())) {
            namespaces.buildNetwork(site, Surroundings.script(site.layout(), machines::bridge));
        }
        SortedMap<HostName, SortedMap<String, String>> connections = new TreeMap<>();
        for (Login login : machines.meet()) {
            connections.put(login.host(), login.variables(machines.knownHosts()));
            machines.script(
                    login.host(),
                    WorkloadScript.install(site.layout(), login.host()),
                    "make the workloads");
        }
        return connections;
    }

    private static Machines machines(LabFolder folder) {
        return new Machines(folder.path());
    }

    @Override
    public void remove(LabFolder folder) throws LabException {
        namespaces.remove(folder);
        machines(folder).destroy();
    }

    /// A machine that does not answer is missing, and so are namespaces that it does not have.
    @Override
    public List<String> missing(Lab lab) throws LabException {
        List<String> missing = new ArrayList<>();
        if (Surroundings.areThere(lab.record())) {
            missing.addAll(namespaces.missing(lab, Stream.empty()));
        }
        for (HostName host : lab.hosts()) {
            Processes.Result result = machines(lab.folder()).run(host, "ls /run/netns\n");
            List<String> there = result.output().lines().toList();
            String own = String.valueOf(lab.record().hosts().get(host.value()));
            if (result.exitCode() != 0 || !there.contains(own)) {
                missing.add(own);
            }
            lab.record().workloads().stream()
                    .filter(workload -> workload.host().equals(host.value()))
                    .filter(workload -> !there.contains(workload.namespace()))
                    .forEach(workload -> missing.add(workload.namespace()));
        }
        return missing;
    }

    @Override
    public List<String> command(Lab lab, Place place, List<String> command) throws LabException {
        List<String> options = Processes.isAtTerminal() ? List.of("-t") : List.of();
        Machines machines = machines(lab.folder());
        return switch (place) {
            case Place.OnHost(var host) -> machines.command(host, options, command);
            case Place.InWorkload(var workload) ->
                    machines.command(
                            new HostName(workload.host()),
                            options,
                            Processes.concat(
                                    List.of("ip", "netns", "exec", workload.namespace()), command));
            case Place.AtServer _ -> namespaces.command(lab, place, command);
        };
    }

    @Override
    public Vantages vantages(Lab lab) {
        return new MachineVantages(machines(lab.folder()), lab.record());
    }

    @Override
    public SortedMap<HostName, Dump> dumps(Lab lab) throws LabException {
        SortedMap<HostName, Dump> dumps = new TreeMap<>();
        for (Map.Entry<String, String> host : lab.record().hosts().entrySet()) {
            HostName name = new HostName(host.getKey());
            String output =
                    machines(lab.folder())
                            .script(
                                    name,
                                    DumpReader.script(List.of(host.getValue())),
                                    "read what is configured");
            dumps.put(name, DumpReader.parse(output).firstEntry().getValue());
        }
        return dumps;
    }

    @Override
    public void capture(Lab lab, CaptureSink sink) throws LabException {
        new MachineCapture(machines(lab.folder()), lab.record()).run(sink);
    }

    /// Services of the machines run them: `apply` starts them, and `destroy` ends them.
    @Override
    public Optional<Daemons> daemons(Lab lab) {
        return Optional.empty();
    }
}

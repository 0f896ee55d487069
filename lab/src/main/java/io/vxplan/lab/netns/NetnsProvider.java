package io.vxplan.lab.netns;

import io.vxplan.lab.CaptureSink;
import io.vxplan.lab.Daemons;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Place;
import io.vxplan.lab.Processes;
import io.vxplan.lab.Provider;
import io.vxplan.lab.Site;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.dump.DumpReader;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.OverlayRecord;
import io.vxplan.lab.folder.LabRecord.ServerRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import io.vxplan.lab.layout.LayoutScript;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Hosts are network namespaces of this machine, and so is all the rest.
public final class NetnsProvider implements Provider {

    @Override
    public void require(Site site) throws LabException {
        ServerPrograms.requirePrograms(site.servers());
    }

    @Override
    public SortedMap<HostName, SortedMap<String, String>> build(Site site) throws LabException {
        buildNetwork(site, LayoutScript.of(site.layout(), Map.of()));
        return switch (site.connection()) {
            case NETNS -> Connections.byNamespace(site.layout());
            case SSH -> {
                SshKeys.make(site);
                SshServers.start(site);
                yield Connections.bySsh(site);
            }
        };
    }

    /// Makes namespaces and the cables between them, and starts the servers.
    ///
    /// @param script makes them
    public void buildNetwork(Site site, String script) throws LabException {
        LabFolder folder = site.folder();
        Processes.script(script, "build lab " + folder.name());
        if (site.layout().servers().isPresent()) {
            ServerPrograms.start(
                    folder, site.servers(), site.layout().servers().get().name(), site.lifetime());
        }
    }

    @Override
    public void remove(LabFolder folder) throws LabException {
        Background.end(Background.in(folder.daemons()), NamespaceDaemons.TO_END);
        Namespaces.remove(folder.name());
    }

    @Override
    public List<String> missing(Lab lab) throws LabException {
        LabRecord record = lab.record();
        return missing(
                lab,
                Stream.concat(
                        record.hosts().values().stream(),
                        record.workloads().stream().map(WorkloadRecord::namespace)));
    }

    /// @param others namespaces that were built beside those of the underlay and the servers
    public List<String> missing(Lab lab, Stream<String> others) throws LabException {
        LabRecord record = lab.record();
        List<String> there = Namespaces.of(record.labName());
        Stream<String> namespaces =
                Stream.of(
                                Stream.of(record.underlay()),
                                record.servers().stream().map(ServerRecord::namespace),
                                others)
                        .flatMap(names -> names)
                        .distinct()
                        .filter(name -> !there.contains(name));
        Stream<String> servers =
                record.servers().stream()
                        .map(ServerRecord::name)
                        .filter(name -> ServerPrograms.of(lab.folder(), name).running().isEmpty());
        return Stream.concat(namespaces, servers).toList();
    }

    @Override
    public List<String> command(Lab lab, Place place, List<String> command) {
        return Processes.concat(
                List.of("ip", "netns", "exec", Namespaces.of(lab.record(), place)), command);
    }

    @Override
    public Vantages vantages(Lab lab) {
        return new NamespaceVantages(lab.record());
    }

    @Override
    public SortedMap<HostName, Dump> dumps(Lab lab) throws LabException {
        SortedMap<String, String> hosts = new TreeMap<>(lab.record().hosts());
        SortedMap<String, Dump> byNamespace =
                DumpReader.parse(
                        Processes.script(
                                DumpReader.script(List.copyOf(hosts.values())), "read the hosts"));
        SortedMap<HostName, Dump> dumps = new TreeMap<>();
        hosts.forEach((host, namespace) ->
                dumps.put(new HostName(host), Objects.requireNonNull(byNamespace.get(namespace))));
        return dumps;
    }

    @Override
    public void capture(Lab lab, CaptureSink sink) throws LabException {
        new UnderlayCapture(lab.record()).run(sink);
    }

    @Override
    public Optional<Daemons> daemons(Lab lab) throws LabException {
        return lab.record().overlays().stream().anyMatch(OverlayRecord::discovered)
                ? Optional.of(NamespaceDaemons.of(lab))
                : Optional.empty();
    }
}

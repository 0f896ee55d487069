package io.vxplan.lab;

import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.inventory.yaml.YamlWriter;
import io.vxplan.lab.capture.VxlanFrame;
import io.vxplan.lab.folder.LabInventory;
import io.vxplan.lab.folder.LabInventory.Access;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.ServerRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import io.vxplan.lab.folder.LabTopology;
import io.vxplan.lab.layout.Completion;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.layout.LayoutScript;
import io.vxplan.lab.servers.LabServer;
import io.vxplan.lab.servers.LabServers;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import io.vxplan.model.Topology;
import io.vxplan.verify.Vantages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A lab that is up.
public final class Lab {
    private final LabFolder folder;
    private final LabRecord record;

    private Lab(LabFolder folder, LabRecord record) {
        this.folder = folder;
        this.record = record;
    }

    /// Builds it. What an earlier attempt left is removed first; where this one fails, it leaves
    /// nothing.
    public static Lab up(Blueprint blueprint) throws LabException {
        LabFolder folder = LabFolder.of(blueprint.inventoryFile());
        try (LabFolder.Held _ = folder.hold()) {
            return build(folder, blueprint, Lifetime.OF_THE_LAB);
        }
    }

    static Lab build(LabFolder folder, Blueprint blueprint, Lifetime lifetime) throws LabException {
        if (folder.record().isPresent()) {
            throw new LabException(
                    "this lab is up already: its inventory is " + folder.inventory(),
                    "use that, or `vxplan lab down` first");
        }
        remove(folder);
        Topology completed = Completion.of(blueprint.project().topology());
        List<LabServer> servers = new ArrayList<>();
        LabLayout layout = layout(folder, blueprint, completed, servers);
        ServerPrograms.requirePrograms(servers);
        LabRecord record =
                LabRecord.of(
                        layout,
                        servers,
                        completed,
                        blueprint.inventoryFile().toAbsolutePath().normalize().toString(),
                        blueprint.connection().toString());
        try {
            folder.create();
            Processes.script(LayoutScript.of(layout), "build lab " + folder.name());
            if (layout.servers().isPresent()) {
                ServerPrograms.start(folder, servers, layout.servers().get().name(), lifetime);
            }
            Access access = access(folder, blueprint, layout);
            LabFolder.write(
                    folder.inventory(),
                    YamlWriter.write(
                            LabInventory.of(
                                    blueprint.project().inventory(),
                                    completed,
                                    access,
                                    host -> Namespaces.path(folder.name().host(host)))));
            LabFolder.write(
                    folder.topology(),
                    YamlWriter.write(
                            LabTopology.of(
                                    written(blueprint.project().topologyFile()),
                                    completed,
                                    blueprint
                                            .project()
                                            .topologyFile()
                                            .toAbsolutePath()
                                            .resolveSibling(""))));
            copyLock(blueprint.project().lockFile(), folder.lock());
            folder.write(record);
            return new Lab(folder, record);
        } catch (LabException | RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    /// @param servers to which those are added that the hosts expect to be there
    private static LabLayout layout(
            LabFolder folder, Blueprint blueprint, Topology completed, List<LabServer> servers)
            throws LabException {
        try {
            servers.addAll(LabServers.of(completed));
            return LabLayout.of(
                    folder.name(),
                    completed,
                    blueprint.project().inventory().hosts().keySet(),
                    servers.stream()
                            .flatMap(server -> server.endpoints().stream())
                            .map(Endpoint::address)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new LabException(Objects.requireNonNull(e.getMessage()), "", e);
        }
    }

    private static Access access(LabFolder folder, Blueprint blueprint, LabLayout layout)
            throws LabException {
        return switch (blueprint.connection()) {
            case NETNS -> new Access.Namespaces();
            case SSH -> SshServers.start(folder, layout);
        };
    }

    private static Node.Mapping written(Path topologyFile) throws LabException {
        Document document = YamlReader.readFile(topologyFile, topologyFile.toString());
        if (document.root().orElse(null) instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw new LabException("can't read " + topologyFile + " again", "");
    }

    private static void copyLock(Path lock, Path target) throws LabException {
        try {
            if (Files.exists(lock)) {
                Files.copy(lock, target);
            }
        } catch (IOException e) {
            throw new LabException("can't copy " + lock + ": " + FileFailure.reason(e), "", e);
        }
    }

    /// The lab of an inventory, the user's or the lab's own; empty where it is not up.
    public static Optional<Lab> find(Path inventory) throws LabException {
        LabFolder folder = LabFolder.of(inventory);
        return folder.record().map(record -> new Lab(folder, record));
    }

    /// Removes the lab of an inventory, and what a crash left of one.
    public static void down(Path inventory) throws LabException {
        LabFolder folder = LabFolder.of(inventory);
        try (LabFolder.Held _ = folder.hold()) {
            remove(folder);
        }
    }

    static void remove(LabFolder folder) throws LabException {
        Background.end(Background.in(folder.daemons()), Daemons.TO_END);
        Namespaces.remove(folder.name());
        folder.remove();
    }

    /// The lab's own inventory: the same hosts, the lab's connections.
    public Path inventory() {
        return folder.inventory();
    }

    public Path topology() {
        return folder.topology();
    }

    LabFolder folder() {
        return folder;
    }

    public String name() {
        return record.name();
    }

    /// The path of the namespace that the hosts' tunnels run through.
    public Path underlay() {
        return Namespaces.path(record.underlay());
    }

    /// Each host's namespace.
    public SortedMap<HostName, Path> hosts() {
        SortedMap<HostName, Path> hosts = new TreeMap<>();
        record.hosts()
                .forEach((host, namespace) ->
                        hosts.put(new HostName(host), Namespaces.path(namespace)));
        return hosts;
    }

    public List<WorkloadRecord> workloads() {
        return record.workloads();
    }

    /// The namespace of an endpoint.
    public Optional<Path> workload(String overlay, String endpoint) {
        return record.workloads().stream()
                .filter(each -> each.overlay().equals(overlay) && each.endpoint().equals(endpoint))
                .map(each -> Namespaces.path(each.namespace()))
                .findFirst();
    }

    /// How `verify` gets into the workloads behind the hosts of an inventory: where it is a lab's
    /// own, as it gets into hosts; on real machines not at all.
    public static Vantages vantages(Path inventory) throws LabException {
        Path file = inventory.toAbsolutePath().normalize();
        return find(file)
                .filter(lab -> lab.inventory().equals(file))
                .<Vantages>map(LabVantages::new)
                .orElse(Vantages.NONE);
    }

    /// Whether members of an overlay are discovered, by daemons on the hosts.
    boolean hasDaemons() {
        return record.overlays().stream().anyMatch(LabRecord.OverlayRecord::discovered);
    }

    /// The daemons of its hosts.
    Daemons daemons() throws LabException {
        return Daemons.of(this);
    }

    /// Starts the daemons of its hosts, where members of overlays are discovered; waits for
    /// nothing.
    public void startDaemons() throws LabException {
        daemons().start(Lifetime.OF_THE_LAB);
    }

    /// Ends them. What they have made stays.
    public void stopDaemons() throws LabException {
        daemons().stop();
    }

    /// Runs a command on a host or in a workload, with this process's input and output.
    ///
    /// @param place a host, a server, an endpoint, or `overlay/endpoint` where that is not clear
    /// @return its exit code
    public int exec(String place, List<String> command) throws LabException {
        String namespace = new Places(record).namespace(place);
        return Processes.attended(
                Stream.concat(Stream.of("ip", "netns", "exec", namespace), command.stream())
                        .toList());
    }

    /// Watches the frames of the overlays as they cross the underlay, each where it leaves its
    /// host, until the sink has enough.
    public void capture(CaptureSink sink) throws LabException {
        new Capture(record).run(sink);
    }

    /// The line of a frame, with the name of its overlay.
    public String describe(VxlanFrame frame) {
        String overlay =
                record.overlays().stream()
                        .filter(each -> each.vni() == frame.vni())
                        .map(LabRecord.OverlayRecord::name)
                        .findFirst()
                        .orElse("no overlay of this lab");
        return overlay + ": " + frame;
    }

    /// What of it is there.
    ///
    /// @param daemons of the hosts, whether they run or not
    /// @param missing namespaces that somebody removed, servers that have ended
    public record Status(
            String name,
            Path inventory,
            LabRecord record,
            List<DaemonStatus> daemons,
            List<String> missing) {}

    /// @param name what it does, for which entry of `discovery`, on which host
    public record DaemonStatus(String name, boolean running, Path log) {}

    public Status status() throws LabException {
        List<String> there = Namespaces.of(folder.name());
        Stream<String> namespaces =
                Stream.of(
                                Stream.of(record.underlay()),
                                record.servers().stream().map(ServerRecord::namespace),
                                record.hosts().values().stream(),
                                record.workloads().stream().map(WorkloadRecord::namespace))
                        .flatMap(names -> names)
                        .distinct()
                        .filter(name -> !there.contains(name));
        Stream<String> servers =
                record.servers().stream()
                        .map(ServerRecord::name)
                        .filter(name -> ServerPrograms.of(folder, name).running().isEmpty());
        return new Status(
                record.name(),
                inventory(),
                record,
                (hasDaemons() ? daemons().all() : List.<Daemons.Daemon>of())
                        .stream()
                                .map(daemon ->
                                        new DaemonStatus(
                                                daemon.toString(),
                                                daemon.program().running().isPresent(),
                                                daemon.program().log()))
                                .toList(),
                Stream.concat(namespaces, servers).toList());
    }
}

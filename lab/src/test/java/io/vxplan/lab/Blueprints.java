package io.vxplan.lab;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.Project;
import io.vxplan.inventory.topology.LockFile;
import io.vxplan.lab.layout.Topologies;
import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Blueprints of small topologies.
final class Blueprints {
    private static final Location NOWHERE = new Location("inventory.yaml", 0, 0);

    private Blueprints() {}

    /// @param folder where the user's files would be
    /// @param written the topology's file, for what the lab copies of it
    static Blueprint in(
            Path folder, Topologies topologies, String written, LabConnection connection)
            throws IOException {
        Topology topology = topologies.build();
        SequencedMap<HostName, InventoryHost> hosts = new LinkedHashMap<>();
        topology.hosts()
                .keySet()
                .forEach(host ->
                        hosts.put(
                                host,
                                new InventoryHost(host, NOWHERE, List.of(), new TreeMap<>())));
        Path file = Files.writeString(folder.resolve("topology.yaml"), written);
        return new Blueprint(
                folder.resolve("inventory.yaml"),
                new Project(
                        new Inventory(hosts, new TreeMap<>()),
                        file,
                        topology,
                        Allocations.EMPTY,
                        LockFile.of(file)),
                ProviderName.NETNS,
                Optional.of(connection));
    }
}

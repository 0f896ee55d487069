package io.vxplan.lab;

import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.layout.Completion;
import io.vxplan.lab.layout.LabLayout;
import io.vxplan.lab.servers.LabServer;
import io.vxplan.lab.servers.LabServers;
import io.vxplan.model.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// What is to be built, and where.
///
/// @param connection how the hosts are to be reached
/// @param topology the user's, with what the lab adds to it
/// @param servers those that the hosts expect to be there
/// @param layout namespaces and cables; who has machines takes from it what is in their place
/// @param progress takes a line for what takes long
public record Site(
        LabFolder folder,
        Blueprint blueprint,
        LabConnection connection,
        Topology topology,
        List<LabServer> servers,
        LabLayout layout,
        Lifetime lifetime,
        Consumer<String> progress) {

    /// @throws LabException where a lab can't be like this
    static Site of(
            LabFolder folder, Blueprint blueprint, Lifetime lifetime, Consumer<String> progress)
            throws LabException {
        LabConnection connection = blueprint.provider().connection(blueprint.connection());
        try {
            Topology topology = Completion.of(blueprint.project().topology());
            List<LabServer> servers = LabServers.of(topology);
            LabLayout layout =
                    LabLayout.of(
                            folder.name(),
                            topology,
                            blueprint.project().inventory().hosts().keySet(),
                            servers.stream()
                                    .flatMap(server -> server.endpoints().stream())
                                    .map(Endpoint::address)
                                    .toList());
            return new Site(
                    folder, blueprint, connection, topology, servers, layout, lifetime, progress);
        } catch (IllegalArgumentException e) {
            throw new LabException(Objects.requireNonNull(e.getMessage()), "", e);
        }
    }

    LabRecord record() {
        return LabRecord.of(
                layout,
                servers,
                topology,
                blueprint.inventoryFile().toAbsolutePath().normalize().toString(),
                connection.toString());
    }
}

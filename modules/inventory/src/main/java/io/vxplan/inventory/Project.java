package io.vxplan.inventory;

import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.topology.LockFile;
import io.vxplan.inventory.topology.TopologyReader;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the user wrote, all of it.
///
/// @param topologyFile where the topology stands
/// @param locked what the lock file holds
/// @param lockFile where allocations are kept, whether it is there or not
public record Project(
        Inventory inventory,
        Path topologyFile,
        Topology topology,
        Allocations locked,
        Path lockFile) {
    private static final String TOPOLOGY = "topology.yaml";
    private static final String VARIABLE = "vxplan_topology";

    /// Reads the inventory, the topology and the lock file, and reports the mistakes of all of them
    /// at once. The names in messages are as the user typed them.
    ///
    /// @param inventory `-` is standard input
    /// @param topology else the variable `vxplan_topology`, else `topology.yaml` beside the
    ///   inventory
    public static Parsed<Project> load(Path inventory, Optional<Path> topology) {
        Parsed<Inventory> hosts = InventoryReader.read(inventory);
        List<Diagnostic> problems = new ArrayList<>(hosts.problems());
        Path file =
                topology.or(() -> hosts.value().flatMap(all -> named(all, inventory, problems)))
                        .orElseGet(() -> inventory.resolveSibling(TOPOLOGY));
        boolean guessed = topology.isEmpty() && hosts.value().isEmpty();
        return guessed && Files.notExists(file)
                // An inventory that can't be read may name another.
                ? new Parsed<>(Optional.empty(), problems)
                : new Loading(hosts.value(), file, problems).project();
    }

    /// What the variable says, relative to the inventory's folder. It belongs to group `all`: every
    /// host has the same.
    private static Optional<Path> named(
            Inventory inventory, Path beside, List<Diagnostic> problems) {
        return inventory.hosts().values().stream()
                .findFirst()
                .flatMap(host ->
                        Optional.ofNullable(host.variables().get(VARIABLE))
                                .flatMap(variable -> {
                                    Parsed<Node> value =
                                            new Templates(inventory)
                                                    .render(variable.value(), host.name());
                                    problems.addAll(value.problems());
                                    return value.value();
                                }))
                .filter(Node.Scalar.class::isInstance)
                .map(node -> beside.resolveSibling(((Node.Scalar) node).text()));
    }

    private record Loading(Optional<Inventory> inventory, Path file, List<Diagnostic> problems) {

        Parsed<Project> project() {
            if (Files.notExists(file)) {
                problems.add(
                        Diagnostic.error(
                                new Location(file.toString(), 0, 0),
                                "there is no topology",
                                "write it there, or name it with --topology or with the variable "
                                        + VARIABLE));
                return new Parsed<>(Optional.empty(), problems);
            }
            if (inventory.isEmpty()) {
                problems.addAll(YamlReader.readFile(file, file.toString()).problems());
                return new Parsed<>(Optional.empty(), problems);
            }
            Parsed<Topology> topology =
                    TopologyReader.readFile(file, file.toString(), inventory.get());
            Path lockFile = LockFile.of(file);
            Parsed<Allocations> locked = LockFile.readFile(lockFile, lockFile.toString());
            problems.addAll(topology.problems());
            problems.addAll(locked.problems());
            return new Parsed<>(
                    topology.value()
                            .map(value ->
                                    new Project(
                                            inventory.get(),
                                            file,
                                            value,
                                            locked.value().orElse(Allocations.EMPTY),
                                            lockFile)),
                    problems);
        }
    }
}

package io.vxplan.lab;

import io.vxplan.inventory.Inventory;
import io.vxplan.model.Topology;
import java.nio.file.Path;

/// What a lab is built from.
///
/// @param inventoryFile names the lab
/// @param topologyFile the lab's own topology is a copy of it with additions
/// @param topology what the file says; without mistakes
/// @param connection how the lab's own inventory reaches its hosts
public record Blueprint(
        Path inventoryFile,
        Inventory inventory,
        Path topologyFile,
        Topology topology,
        LabConnection connection) {}

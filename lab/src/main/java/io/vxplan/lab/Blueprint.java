package io.vxplan.lab;

import io.vxplan.inventory.Project;
import java.nio.file.Path;

/// What a lab is built from.
///
/// @param inventoryFile names the lab
/// @param project what the user's files say; without mistakes
/// @param connection how the lab's own inventory reaches its hosts
public record Blueprint(Path inventoryFile, Project project, LabConnection connection) {}

package io.vxplan.lab;

import io.vxplan.inventory.Project;
import java.nio.file.Path;
import java.util.Optional;

/// What a lab is built from.
///
/// @param inventoryFile names the lab
/// @param project what the user's files say; without mistakes
/// @param provider makes the hosts
/// @param connection how the lab's own inventory reaches its hosts; empty for what the provider
///   usually has
public record Blueprint(
        Path inventoryFile,
        Project project,
        ProviderName provider,
        Optional<LabConnection> connection) {}

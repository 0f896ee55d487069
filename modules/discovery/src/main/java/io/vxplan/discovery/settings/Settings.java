package io.vxplan.discovery.settings;

import io.vxplan.discovery.peers.Patience;
import io.vxplan.inventory.discovery.Way;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.address.IpAddress;
import java.util.List;
import java.util.Optional;

/// What the discovery daemon does.
///
/// @param stacks this host's own, each in another overlay
/// @param hostIp this host's address in the underlay; else it is found out
/// @param patience how often stacks are announced, and how long a silent one stays
public record Settings(
        List<OwnStack> stacks,
        Optional<IpAddress> hostIp,
        Way way,
        Patience patience,
        LogLevel logLevel) {
    public Settings {
        stacks = List.copyOf(stacks);
    }
}

package io.vxplan.lab.layout;

import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import java.util.List;

/// An endpoint as a namespace of its own.
///
/// @param overlay its overlay's name
/// @param endpoint its name in that overlay
/// @param host the one it is on or behind
public record Workload(
        String overlay,
        String endpoint,
        HostName host,
        List<IpAddress> addresses,
        Namespace namespace) {}

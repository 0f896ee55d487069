package io.vxplan.host.rollout;

import io.vxplan.model.HostName;
import java.util.List;

/// Hosts that are changed together; the next ones wait until these have proven themselves.
///
/// @param number from 1
/// @param of so many
public record Batch(int number, int of, List<HostName> hosts) {}

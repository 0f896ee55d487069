package io.vxplan.doctor.facts.filter;

import io.vxplan.model.address.Family;
import java.util.Set;

/// A chain of the firewall that drops what the host forwards, unless a rule says otherwise.
///
/// @param name as people find it
/// @param families that it sees
/// @param in interfaces from which a rule lets something through
/// @param out interfaces to which a rule lets something through
/// @param all whether a rule lets everything through
public record ForwardChain(
        String name, Set<Family> families, Set<String> in, Set<String> out, boolean all) {

    /// Whether something gets through from or to this interface in both directions.
    public boolean lets(String device) {
        return all || in.contains(device) && out.contains(device);
    }
}

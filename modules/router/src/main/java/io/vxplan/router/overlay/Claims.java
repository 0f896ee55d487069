package io.vxplan.router.overlay;

import io.vxplan.discovery.state.Stack;
import java.util.List;
import java.util.Set;

/// What discovery says of the others.
///
/// @param present in `discovery.json`, of every VNI
/// @param heldDown in it until a moment ago, and still used
/// @param before those that were let in the last time, as they were then: they keep what they have,
///   whoever claims it now
public record Claims(List<Stack> present, List<Stack> heldDown, Set<Stack> before) {
    public static final Claims NONE = new Claims(List.of(), List.of(), Set.of());

    public Claims {
        present = List.copyOf(present);
        heldDown = List.copyOf(heldDown);
        before = Set.copyOf(before);
    }
}

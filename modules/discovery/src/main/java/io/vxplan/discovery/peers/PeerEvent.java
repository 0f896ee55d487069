package io.vxplan.discovery.peers;

import io.vxplan.discovery.state.Stack;
import java.util.Optional;

/// What became different among the peers.
public sealed interface PeerEvent {
    record Joined(Stack stack) implements PeerEvent {}

    /// It says something else of itself than before.
    record Changed(Stack before, Stack after) implements PeerEvent {}

    /// Silent for longer than it should be.
    record Suspect(Stack stack) implements PeerEvent {}

    /// Will be gone soon.
    record Stale(Stack stack) implements PeerEvent {}

    /// Heard again before it was gone.
    record Back(Stack stack) implements PeerEvent {}

    /// @param saidGoodbye else it fell silent
    record Gone(Stack stack, boolean saidGoodbye) implements PeerEvent {}

    /// Somebody was not believed. Told once, not each time that it is said again.
    ///
    /// @param from who said it, as far as known
    /// @param claim what it said of itself, where it could be read
    record Refused(String from, Optional<Stack> claim, String why) implements PeerEvent {}
}

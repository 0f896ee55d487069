package io.vxplan.router.overlay;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.util.List;
import java.util.Optional;

/// A peer that was let in.
///
/// @param stack as discovery knows it
/// @param gateway its address in the overlay; without one it can be reached by no route
/// @param networks behind it
/// @param source who says what is behind it
public record Participant(
        Stack stack, Optional<IpAddress> gateway, List<Prefix> networks, RouteSource source) {
    public Participant {
        networks = List.copyOf(networks);
    }

    IpAddress underlay() {
        return stack.endpoint().address();
    }
}

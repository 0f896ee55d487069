package io.vxplan.discovery.multicast;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;

/// What a datagram is worth telling.
sealed interface News {
    record Heard(Stack stack) implements News {}

    record Left(Stack.Key stack, IpAddress host) implements News {}

    record Refused(IpAddress from, String why) implements News {}

    default void tell(Discovery.Listener listener) {
        switch (this) {
            case Heard(Stack stack) -> listener.heard(stack);
            case Left(Stack.Key stack, IpAddress host) -> listener.left(stack, host);
            case Refused(IpAddress from, String why) -> listener.refused(from.toString(), why);
        }
    }
}

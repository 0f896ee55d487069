package io.vxplan.discovery.multicast;

import io.vxplan.discovery.state.Stack;
import java.util.List;

/// What daemons tell each other. The words are those of the docker-router design.
sealed interface Message {
    /// Of the daemon that speaks. Only for people: nothing is decided by it.
    String peerId();

    /// A stack says of itself what it is.
    record Hello(String peerId, Stack stack, Purpose purpose) implements Message {}

    enum Purpose {
        TELL,
        /// It is new here and wants to know who else is.
        ASK,
        /// It leaves.
        LEAVE
    }

    /// What a daemon knows of others.
    ///
    /// @param sequence counts the messages of this kind
    /// @param peers those that it holds to be there
    record TableSync(String peerId, long sequence, List<Stack> peers) implements Message {
        public TableSync {
            peers = List.copyOf(peers);
        }
    }
}

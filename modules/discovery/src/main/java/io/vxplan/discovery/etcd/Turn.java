package io.vxplan.discovery.etcd;

import io.vxplan.discovery.state.Stack;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What happens in a conversation with etcd, one after the other.
sealed interface Turn {
    /// @param done takes why etcd was not told, if it was not
    record Announce(List<Stack> own, CompletableFuture<Optional<String>> done) implements Turn {}

    /// @param of which the watch tells; one that is over has nothing to say any more
    record Changed(Conversation of, List<Item> items) implements Turn {}

    record Broken(Conversation of, EtcdException why) implements Turn {}

    record Close() implements Turn {}
}

package io.vxplan.discovery.multicast;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.netlink.NetworkNamespace;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/// A [MulticastDiscovery] in a namespace, and what it tells.
final class Daemon implements Discovery.Listener {
    private final NetworkNamespace namespace;
    private final MulticastDiscovery discovery;
    final Set<String> knows = new ConcurrentSkipListSet<>();
    final List<String> refused = new CopyOnWriteArrayList<>();

    Daemon(NetworkNamespace namespace, MulticastSettings settings) {
        this.namespace = namespace;
        this.discovery = new MulticastDiscovery(settings, this);
    }

    Daemon announce(Stack... own) throws IOException {
        return namespace.<Daemon, IOException>call(() -> {
            discovery.announce(List.of(own));
            return this;
        });
    }

    MulticastDiscovery discovery() {
        return discovery;
    }

    /// How many HELLOs.
    long sent() {
        return discovery.counts().getOrDefault(Count.HELLO_SENT.word(), 0L);
    }

    @Override
    public void heard(Stack stack) {
        knows.add(stack.id());
    }

    @Override
    public void left(Stack.Key stack, IpAddress host) {
        knows.remove(stack.id());
    }

    @Override
    public void refused(String from, String why) {
        refused.add(from + ": " + why);
    }

    void close() {
        discovery.close();
    }
}

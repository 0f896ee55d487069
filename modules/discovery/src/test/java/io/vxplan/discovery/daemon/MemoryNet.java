package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A segment in memory: who announces is heard by all others at once.
final class MemoryNet {
    private final Map<Port, Discovery.Listener> ports = new ConcurrentHashMap<>();

    /// Whether what is sent arrives.
    private volatile boolean up = true;

    private volatile Optional<String> deaf = Optional.empty();

    void up(boolean now) {
        up = now;
    }

    /// Whether those who take part know that nothing arrives.
    void deaf(Optional<String> why) {
        deaf = why;
    }

    Discovery join(Discovery.Listener listener) {
        Port port = new Port();
        ports.put(port, listener);
        return port;
    }

    /// What somebody says who runs no daemon.
    void say(Stack stack) {
        ports.values().forEach(listener -> listener.heard(stack));
    }

    final class Port implements Discovery {
        private List<Stack> announced = List.of();

        @Override
        public synchronized void announce(List<Stack> own) throws IOException {
            if (!up) {
                throw new IOException("Network is unreachable");
            }
            others(listener -> own.forEach(listener::heard));
            announced = own;
        }

        private void others(Consumer<Discovery.Listener> say) {
            ports.forEach((port, listener) -> {
                if (port != this) {
                    say.accept(listener);
                }
            });
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of("hello_heard", 1L);
        }

        @Override
        public Optional<String> deaf() {
            return deaf;
        }

        @Override
        public synchronized void close() {
            ports.remove(this);
            if (up) {
                others(listener ->
                        announced.forEach(stack -> listener.left(stack.key(), stack.hostIp())));
            }
        }
    }
}

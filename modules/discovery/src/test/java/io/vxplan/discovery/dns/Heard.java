package io.vxplan.discovery.dns;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// A listener that remembers, and can be waited for.
final class Heard implements Discovery.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Stack> heard = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @Override
    public synchronized void heard(Stack stack) {
        heard.add(stack);
        notifyAll();
    }

    @Override
    public synchronized void left(Stack.Key stack, IpAddress host) {
        left.add(stack + " at " + host);
        notifyAll();
    }

    @Override
    public synchronized void refused(String from, String why) {
        refused.add(from + ": " + why);
        notifyAll();
    }

    synchronized List<Stack> heard() {
        return List.copyOf(heard);
    }

    synchronized Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        heard.forEach(stack -> ids.add(stack.id()));
        return ids;
    }

    synchronized List<String> left() {
        return List.copyOf(left);
    }

    synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    synchronized void forget() {
        heard.clear();
        left.clear();
        refused.clear();
    }

    synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "heard " + ids() + ", left " + left + ", refused " + refused);
            }
            wait(100);
        }
    }
}

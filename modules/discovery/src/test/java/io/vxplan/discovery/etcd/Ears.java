package io.vxplan.discovery.etcd;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what it is told, a line each.
final class Ears implements Discovery.Listener {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Stack> stacks = new CopyOnWriteArrayList<>();

    @Override
    public void heard(Stack stack) {
        stacks.add(stack);
        lines.add("heard " + stack.key() + " at " + stack.hostIp());
    }

    @Override
    public void left(Stack.Key stack, IpAddress host) {
        lines.add("left " + stack + " at " + host);
    }

    @Override
    public void refused(String from, String why) {
        lines.add("refused " + from + ": " + why);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<Stack> stacks() {
        return List.copyOf(stacks);
    }

    long count(String line) {
        return lines.stream().filter(line::equals).count();
    }

    boolean hasLeft() {
        return lines.stream().anyMatch(line -> line.startsWith("left"));
    }

    void forget() {
        lines.clear();
    }

    void awaits(String line) {
        Until.holds(line + "; told was " + lines, () -> lines.contains(line));
    }
}

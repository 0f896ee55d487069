package io.vxplan.host.memory;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.BridgePort;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.model.Key;
import io.vxplan.model.Resource;
import io.vxplan.plan.Change;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Cascade;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A host in memory, for tests and benchmarks: it refuses what a kernel refuses, and loses what a
/// kernel takes away.
public final class MemoryHost implements Host {
    private final HostName name;
    private final Map<Key, Resource> state;

    public MemoryHost(HostName name, HostState state) {
        this.name = name;
        this.state = new LinkedHashMap<>(state.byKey());
    }

    @Override
    public HostName name() {
        return name;
    }

    @Override
    public HostState observe() {
        return HostState.of(state.values());
    }

    @Override
    public void apply(List<Change> changes) throws HostException {
        for (Change change : changes) {
            switch (change) {
                case Change.Create(var after) -> {
                    refuse(change, state.containsKey(after.key()), "File exists (EEXIST)");
                    state.put(after.key(), after);
                }
                case Change.Update(_, var after) -> {
                    refuse(change, !state.containsKey(after.key()), "No such object (ENOENT)");
                    update(after);
                }
                case Change.Replace(var before, var after, _, _) -> {
                    remove(change, before);
                    state.put(after.key(), after);
                }
                case Change.Delete(var before, _) -> remove(change, before);
            }
        }
    }

    private void update(Resource after) {
        if (after instanceof BridgePort wanted
                && state.get(after.key()) instanceof BridgePort port
                && !port.bridge().equals(wanted.bridge())) {
            Cascade kernel = new Cascade(state);
            kernel.move(port);
            state.keySet().removeAll(kernel.gone());
        }
        state.put(after.key(), after);
    }

    private void remove(Change change, Resource resource) throws HostException {
        refuse(change, !state.containsKey(resource.key()), "No such object (ENOENT)");
        Cascade kernel = new Cascade(state);
        kernel.remove(resource);
        state.keySet().removeAll(kernel.gone());
        state.putAll(kernel.shortened());
    }

    private void refuse(Change change, boolean refused, String answer) throws HostException {
        if (refused) {
            throw new HostException(
                    name,
                    Optional.of(change),
                    Labels.of(resource(change)) + ": " + answer,
                    "",
                    Optional.empty());
        }
    }

    private static Resource resource(Change change) {
        return switch (change) {
            case Change.Create(var after) -> after;
            case Change.Update(_, var after) -> after;
            case Change.Replace(_, var after, _, _) -> after;
            case Change.Delete(var before, _) -> before;
        };
    }

    @Override
    public CommandResult run(String script, Duration timeout) {
        return new CommandResult(127, "", "a host in memory runs nothing");
    }

    @Override
    public void close() {}
}

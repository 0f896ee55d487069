package io.vxplan.host.memory;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Resource;
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
    private Optional<Holder> holder = Optional.empty();

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
            Optional<String> refusal = refusal(change);
            if (refusal.isPresent()) {
                throw new HostException(
                        name,
                        Optional.of(Progress.upTo(change, changes)),
                        refusal.get(),
                        "",
                        Optional.empty());
            }
            carryOut(change);
        }
    }

    private Optional<String> refusal(Change change) {
        return switch (change) {
            case Change.Create(var after) ->
                    state.containsKey(after.key())
                            ? Optional.of(Labels.of(after) + ": File exists (EEXIST)")
                            : Optional.empty();
            case Change.Update(_, var after) -> missing(after);
            case Change.Replace(var before, _, _, _) -> missing(before);
            case Change.Delete(var before, _) -> missing(before);
        };
    }

    private Optional<String> missing(Resource resource) {
        return state.containsKey(resource.key())
                ? Optional.empty()
                : Optional.of(Labels.of(resource) + ": No such object (ENOENT)");
    }

    private void carryOut(Change change) {
        switch (change) {
            case Change.Create(var after) -> state.put(after.key(), after);
            case Change.Update(_, var after) -> update(after);
            case Change.Replace(var before, var after, _, _) -> {
                remove(before);
                state.put(after.key(), after);
            }
            case Change.Delete(var before, _) -> remove(before);
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

    private void remove(Resource resource) {
        Cascade kernel = new Cascade(state);
        kernel.remove(resource);
        state.keySet().removeAll(kernel.gone());
        state.putAll(kernel.shortened());
    }

    /// Does not wait: it has one user, who would wait for itself.
    @Override
    public Optional<Holder> lock(Holder mine, Duration patience) {
        Optional<Holder> present = holder;
        holder = present.or(() -> Optional.of(mine));
        return present;
    }

    @Override
    public CommandResult run(String script, Duration timeout) {
        return new CommandResult(127, "", "a host in memory runs nothing");
    }

    @Override
    public CommandResult run(String script, String input, Duration timeout) {
        return run(script, timeout);
    }

    @Override
    public void close() {
        holder = Optional.empty();
    }
}

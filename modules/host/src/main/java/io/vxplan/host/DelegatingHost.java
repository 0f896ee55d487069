package io.vxplan.host;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A host that leaves all to another one; what it does differently is overridden.
public abstract class DelegatingHost implements Host {
    private final Host host;

    /// @param host closed with this one
    protected DelegatingHost(Host host) {
        this.host = host;
    }

    @Override
    public HostName name() {
        return host.name();
    }

    @Override
    public HostState observe() throws HostException {
        return host.observe();
    }

    @Override
    public void apply(List<Change> changes) throws HostException {
        host.apply(changes);
    }

    @Override
    public void undone() {
        host.undone();
    }

    @Override
    public Optional<Holder> lock(Holder mine, Duration patience) throws HostException {
        return host.lock(mine, patience);
    }

    @Override
    public CommandResult run(String script, Duration timeout) throws HostException {
        return host.run(script, timeout);
    }

    @Override
    public CommandResult run(String script, String input, Duration timeout) throws HostException {
        return host.run(script, input, timeout);
    }

    @Override
    public void close() {
        host.close();
    }
}

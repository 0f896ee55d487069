package io.vxplan.host.confirm;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.HostState;
import io.vxplan.plan.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A host that goes back by itself from the first changes that are made to it, unless these are
/// confirmed.
public final class ArmedHost implements Host {
    private final Host host;
    private final Holder mine;
    private final Duration delay;
    private final Runnable onArmed;
    private boolean armed;

    /// @param delay after which it goes back
    /// @param onArmed called before anything is changed
    public ArmedHost(Host host, Holder mine, Duration delay, Runnable onArmed) {
        this.host = host;
        this.mine = mine;
        this.delay = delay;
        this.onArmed = onArmed;
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
        if (!armed && !changes.isEmpty()) {
            Confirmation.arm(host, changes, mine, delay);
            armed = true;
            onArmed.run();
        }
        host.apply(changes);
    }

    @Override
    public Optional<Holder> lock(Holder holder, Duration patience) throws HostException {
        return host.lock(holder, patience);
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

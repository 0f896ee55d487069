package io.vxplan.host.confirm;

import io.vxplan.host.DelegatingHost;
import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.plan.Change;
import java.time.Duration;
import java.util.List;

/// A host that goes back by itself from the first changes that are made to it, unless these are
/// confirmed.
public final class ArmedHost extends DelegatingHost {
    private final Holder mine;
    private final Duration delay;
    private final Runnable onArmed;
    private boolean armed;

    /// @param delay after which it goes back
    /// @param onArmed called before anything is changed
    public ArmedHost(Host host, Holder mine, Duration delay, Runnable onArmed) {
        super(host);
        this.mine = mine;
        this.delay = delay;
        this.onArmed = onArmed;
    }

    @Override
    public void apply(List<Change> changes) throws HostException {
        if (!armed && !changes.isEmpty()) {
            Confirmation.arm(this, changes, mine, delay);
            armed = true;
            onArmed.run();
        }
        super.apply(changes);
    }
}

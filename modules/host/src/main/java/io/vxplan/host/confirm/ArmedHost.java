package io.vxplan.host.confirm;

import io.vxplan.host.DelegatingHost;
import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A host that goes back by itself from the first changes that are made to it, unless these are
/// confirmed.
public final class ArmedHost extends DelegatingHost {
    private final Holder mine;
    private final Duration delay;
    private final Map<HostName, Instant> waiting;

    /// @param delay after which it goes back
    /// @param waiting where it puts itself before anything is changed, and when it goes back
    public ArmedHost(Host host, Holder mine, Duration delay, Map<HostName, Instant> waiting) {
        super(host);
        this.mine = mine;
        this.delay = delay;
        this.waiting = waiting;
    }

    @Override
    public void apply(List<Change> changes) throws HostException {
        if (!changes.isEmpty() && !waiting.containsKey(name())) {
            Confirmation.arm(this, changes, mine, delay);
            waiting.put(name(), Instant.now().plus(delay));
        }
        super.apply(changes);
    }

    /// There is nothing left to take back, and nobody has to wait until that is done. It may have
    /// gone back by itself before.
    @Override
    public void undone() {
        super.undone();
        if (!waiting.containsKey(name())) {
            return;
        }
        try {
            if (Confirmation.confirm(this) == Confirmation.Answer.TOO_LATE) {
                waiting.put(name(), Instant.now());
            } else {
                waiting.remove(name());
            }
        } catch (HostException _) {
            // it goes back to where it is
        }
    }
}

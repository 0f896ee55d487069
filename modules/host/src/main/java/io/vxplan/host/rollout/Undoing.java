package io.vxplan.host.rollout;

import io.vxplan.host.Aftermath;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.plan.Change;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Reversal;
import java.util.List;
import java.util.stream.Collectors;

/// Leads a host back to where a plan found it, and looks whether it is there.
final class Undoing {
    private static final int SHOWN = 5;

    private Undoing() {}

    /// @param changes of which some were made; which ones, the host shows
    static Aftermath of(Host host, List<Change> changes) {
        try {
            host.apply(Reversal.of(changes, host.observe()));
            List<Change> left = Reversal.of(changes, host.observe());
            return left.isEmpty()
                    ? new Aftermath.Undone()
                    : new Aftermath.Uncertain("still " + differences(left));
        } catch (HostException e) {
            return new Aftermath.Uncertain(
                    e.change().map(change -> Labels.of(change) + ": ").orElse("") + e.getMessage());
        }
    }

    static String differences(List<Change> changes) {
        String more = changes.size() > SHOWN ? ", and " + (changes.size() - SHOWN) + " more" : "";
        return changes.stream()
                        .map(Labels::difference)
                        .limit(SHOWN)
                        .collect(Collectors.joining("; "))
                + more;
    }
}

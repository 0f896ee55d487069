package io.vxplan.cli.output;

import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Batch;
import io.vxplan.host.rollout.Ending;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;
import io.vxplan.verify.result.Report;
import java.util.SortedSet;
import java.util.TreeSet;

/// What becomes of each host while changes are made: a line each, on a terminal over a line that
/// counts; as JSON an object each (docs/reference/json.md).
public abstract sealed class ApplyView permits ApplyText, ApplyEvents {
    private final SortedSet<HostName> notBegun;
    private int finished;
    private int failures;

    ApplyView(SortedSet<HostName> hosts) {
        this.notBegun = new TreeSet<>(hosts);
    }

    /// @param hosts that are to be changed
    public static ApplyView of(Format format, Terminal terminal, SortedSet<HostName> hosts) {
        return switch (format) {
            case TEXT -> new ApplyText(terminal, hosts);
            case JSON -> new ApplyEvents(terminal, hosts);
        };
    }

    /// Where there are several.
    public abstract void begins(Batch batch);

    public final void finished(HostName host, Outcome<HostPlan> outcome) {
        finished++;
        notBegun.remove(host);
        switch (outcome) {
            case Outcome.Done<HostPlan>(var plan) -> applied(plan);
            case Outcome.Failed<HostPlan>(var failure) -> {
                failures++;
                failed(host, failure);
            }
        }
    }

    /// What was found out after a batch.
    public abstract void verified(Batch batch, Report report);

    final int count() {
        return finished;
    }

    final int applied() {
        return finished - failures;
    }

    public final int failures() {
        return failures;
    }

    final SortedSet<HostName> notBegun() {
        return notBegun;
    }

    abstract void applied(HostPlan plan);

    abstract void failed(HostName host, HostException failure);

    public abstract void ended(Ending ending);
}

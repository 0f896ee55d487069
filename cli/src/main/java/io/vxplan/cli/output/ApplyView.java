package io.vxplan.cli.output;

import io.vxplan.host.HostException;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;

/// What becomes of each host while changes are made: a line each, on a terminal over a line that
/// counts; as JSON an object each (docs/reference/json.md).
public abstract sealed class ApplyView implements AutoCloseable permits ApplyText, ApplyEvents {
    private int finished;
    private int failures;

    public static ApplyView of(Format format, Terminal terminal, int hosts) {
        return switch (format) {
            case TEXT -> new ApplyText(terminal, hosts);
            case JSON -> new ApplyEvents(terminal);
        };
    }

    public final void finished(HostName host, Outcome<HostPlan> outcome) {
        finished++;
        switch (outcome) {
            case Outcome.Done<HostPlan>(var plan) -> applied(plan);
            case Outcome.Failed<HostPlan>(var failure) -> {
                failures++;
                failed(host, failure);
            }
        }
    }

    final int count() {
        return finished;
    }

    public final int failures() {
        return failures;
    }

    abstract void applied(HostPlan plan);

    abstract void failed(HostName host, HostException failure);

    @Override
    public abstract void close();
}

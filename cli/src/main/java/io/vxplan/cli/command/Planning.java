package io.vxplan.cli.command;

import io.vxplan.cli.output.PlanView;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.render.Summary;

/// Shows plans as they come, and counts.
final class Planning {
    private final PlanView view;
    private Summary summary = Summary.NONE;

    Planning(PlanView view) {
        this.view = view;
    }

    /// @return the plan as it was shown: of a host that could not be looked at, one with a problem
    HostPlan show(HostName host, Outcome<HostPlan> outcome) {
        HostPlan plan =
                switch (outcome) {
                    case Outcome.Done<HostPlan>(var made) -> made;
                    case Outcome.Failed<HostPlan>(var failure) -> PlanView.failed(failure);
                };
        view.host(plan);
        summary = summary.plus(plan);
        return plan;
    }

    Summary finish() {
        view.finish(summary);
        return summary;
    }
}

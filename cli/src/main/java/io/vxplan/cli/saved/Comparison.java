package io.vxplan.cli.saved;

import io.vxplan.cli.output.PlanView;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Sha256;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares what is planned now with a saved plan, while it is shown.
public final class Comparison implements PlanView {
    private final SavedPlan saved;
    private final PlanView shown;
    private final List<String> changed = new ArrayList<>();
    private int hosts;

    public Comparison(SavedPlan saved, Compilation compilation, PlanView shown) {
        this.saved = saved;
        this.shown = shown;
        if (!saved.lock().equals(Sha256.hex(JsonPlan.text(compilation.newAllocations())))) {
            changed.add("in the lock file");
        }
    }

    @Override
    public void host(HostPlan plan) {
        shown.host(plan);
        hosts++;
        if (plan.isBlocked() || !saved.hosts().contains(digest(plan))) {
            changed.add("on host '" + plan.host() + "'");
        }
    }

    private static String digest(HostPlan plan) {
        HostPlan work = new HostPlan(plan.host(), plan.changes(), List.of());
        return Sha256.hex(JsonPlan.text(work));
    }

    @Override
    public void finish(Summary summary) {
        shown.finish(summary);
        if (hosts != saved.hosts().size()) {
            changed.add("on hosts that came or went");
        }
    }

    /// Once finished; empty where the saved plan is what would be planned now.
    public Optional<Diagnostic> stale() {
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Diagnostic.error(
                                "the plan "
                                        + saved.file()
                                        + " is stale: now something else has to be done "
                                        + String.join(", ", changed),
                                "hosts or files have changed since it was made, so nothing was done: plan again"));
    }
}

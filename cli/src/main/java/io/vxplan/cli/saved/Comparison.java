package io.vxplan.cli.saved;

import static java.util.stream.Collectors.joining;

import io.vxplan.cli.output.PlanView;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Sha256;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compares what is planned now with a saved plan, while it is shown.
public final class Comparison implements PlanView {
    /// So many hosts, and objects of a host, are called by their names.
    private static final int SHOWN = 5;

    private final SavedPlan saved;
    private final PlanView shown;
    private final List<String> changed = new ArrayList<>();
    private int hosts;
    private int others;

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
        if (plan.isBlocked()) {
            add(plan.host(), "an error: see ! above");
        } else if (!saved.hosts().contains(digest(plan))) {
            add(plan.host(), objects(plan));
        }
    }

    private String digest(HostPlan plan) {
        HostPlan work = new HostPlan(plan.host(), plan.changes(), List.of());
        return Sha256.hex(JsonPlan.text(work, saved.origin().fingerprint()));
    }

    /// @param what may be empty
    private void add(HostName host, String what) {
        if (++others <= SHOWN) {
            changed.add("on host '" + host + "'" + (what.isEmpty() ? "" : " (" + what + ")"));
        }
    }

    private String objects(HostPlan plan) {
        if (others >= SHOWN) {
            return "";
        }
        Set<String> objects =
                SavedChanges.of(saved.file(), plan.host())
                        .differences(plan.changes(), saved.origin().fingerprint());
        return objects.stream().limit(SHOWN).collect(joining(", "))
                + (objects.size() > SHOWN ? ", and " + (objects.size() - SHOWN) + " more" : "");
    }

    @Override
    public void finish(Summary summary) {
        shown.finish(summary);
        if (others > SHOWN) {
            changed.add("on " + (others - SHOWN) + " more hosts");
        }
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

package io.vxplan.verify.result;

import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.Diagnostic;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.util.List;
import java.util.Objects;

/// How a host differs from what it should be.
///
/// @param changes how many a plan would make
/// @param examples the first of them
/// @param problems why it could not be read, or can't be mended
public record Drift(int changes, List<String> examples, List<String> problems) {
    /// A host that lost everything may have thousands of differences.
    private static final int EXAMPLES = 20;

    public static Drift of(Outcome<HostPlan> outcome) {
        return switch (outcome) {
            case Outcome.Done<HostPlan>(HostPlan plan) ->
                    new Drift(
                            plan.changes().size(),
                            plan.changes().stream()
                                    .limit(EXAMPLES)
                                    .map(Labels::difference)
                                    .toList(),
                            plan.problems().stream()
                                    .filter(Diagnostic::isError)
                                    .map(Diagnostic::summary)
                                    .toList());
            case Outcome.Failed<HostPlan>(var failure) ->
                    new Drift(
                            0,
                            List.of(),
                            List.of(Objects.requireNonNullElse(failure.getMessage(), "failed")));
        };
    }

    public boolean isClean() {
        return changes == 0 && problems.isEmpty();
    }
}

package io.vxplan.plan;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.util.List;

/// What would be done to one host, in this order.
///
/// @param problems conflicts with what vxplan does not own, and warnings; a host with an error is
///   not changed
public record HostPlan(HostName host, List<Change> changes, List<Diagnostic> problems) {
    public boolean isBlocked() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }
}

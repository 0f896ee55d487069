package io.vxplan.plan;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What would be done to one host, in this order.
///
/// @param problems conflicts with what vxplan does not own, and warnings; a host with an error is
///   not changed
public record HostPlan(HostName host, List<Change> changes, List<Diagnostic> problems) {
    /// Whether an error keeps all of it from being done.
    public boolean isBlocked() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }

    /// The links that go and come again, which interrupts what they carry.
    public List<Key> interrupted() {
        Set<Key> deleted = new HashSet<>();
        List<Key> interrupted = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Replace(_, Link after, _, _) -> interrupted.add(after.key());
                case Change.Delete(Link before, _) -> deleted.add(before.key());
                case Change.Create(Link after) when deleted.contains(after.key()) ->
                        interrupted.add(after.key());
                case Change.Create _, Change.Update _, Change.Replace _, Change.Delete _ -> {
                    // nothing is interrupted
                }
            }
        }
        return List.copyOf(interrupted);
    }
}

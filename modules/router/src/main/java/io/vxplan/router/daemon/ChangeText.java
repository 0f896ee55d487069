package io.vxplan.router.daemon;

import io.vxplan.host.HostException;
import io.vxplan.model.Diagnostic;
import io.vxplan.plan.Change;
import io.vxplan.plan.Labels;

/// What was done, and what failed, in a line of the log.
final class ChangeText {
    private ChangeText() {}

    static String of(Change change) {
        return switch (change) {
            case Change.Create(var after) -> "added " + Labels.of(after);
            case Change.Update(_, var after) -> "changed " + Labels.of(after);
            case Change.Replace(_, var after, var forcedBy, _) ->
                    "replaced %s, forced by %s"
                            .formatted(Labels.of(after), String.join(", ", forcedBy));
            case Change.Delete(var before, _) -> "removed " + Labels.of(before);
        };
    }

    static Diagnostic of(HostException failure) {
        String what = failure.change().map(Labels::difference).map(text -> text + ": ").orElse("");
        return Diagnostic.error(what + failure.getMessage(), failure.advice());
    }
}

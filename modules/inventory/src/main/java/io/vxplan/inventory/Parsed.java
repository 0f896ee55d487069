package io.vxplan.inventory;

import io.vxplan.model.Diagnostic;
import java.util.List;
import java.util.Optional;

/// What came out of a file, and everything that is wrong with it.
///
/// @param value empty where the mistakes leave nothing to go on with
public record Parsed<T>(Optional<T> value, List<Diagnostic> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }
}

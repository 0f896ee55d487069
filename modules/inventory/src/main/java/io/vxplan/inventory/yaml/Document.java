package io.vxplan.inventory.yaml;

import io.vxplan.model.Diagnostic;
import java.util.List;
import java.util.Optional;

/// What a file of YAML holds.
///
/// @param root empty where the file is empty, or could not be read to its end
/// @param problems what is wrong with the file as YAML
public record Document(Optional<Node> root, List<Diagnostic> problems) {
    static Document broken(Diagnostic problem) {
        return new Document(Optional.empty(), List.of(problem));
    }
}

package io.vxplan.inventory.yaml;

import io.vxplan.model.Location;
import java.util.List;
import java.util.Optional;

/// A YAML or JSON document, with the place of every node. Aliases are resolved, merge keys (`<<`)
/// applied.
public sealed interface Node {
    Location at();

    /// A scalar before it has a type.
    ///
    /// @param text as YAML reads it, quotes and folding removed
    /// @param plain not quoted and no block: only such a scalar can be a number, a boolean or null
    /// @param tag an explicit tag such as `!vault`
    record Scalar(Location at, String text, boolean plain, Optional<String> tag) implements Node {}

    record Sequence(Location at, List<Node> items) implements Node {}

    /// @param entries in the order of the file, no key twice
    record Mapping(Location at, List<Entry> entries) implements Node {
        public Optional<Node> get(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return Optional.of(entry.value());
                }
            }
            return Optional.empty();
        }
    }

    record Entry(Scalar key, Node value) {}
}

package io.vxplan.router.routing;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Environment variables as entries of a mapping, so that they are read, and their mistakes told,
/// as those of a file.
final class Environment {
    /// An empty variable is none: that is how Compose passes on one that is not set.
    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /// The file's entries, those of variables that are set in their place.
    ///
    /// @param keys the key that each variable stands for
    Node.Mapping over(Node.Mapping file, Map<String, String> keys) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        file.entries().forEach(entry -> entries.put(entry.key().text(), entry));
        keys.forEach((variable, key) ->
                entry(variable, key).ifPresent(entry -> entries.put(key, entry)));
        return new Node.Mapping(file.at(), List.copyOf(entries.values()));
    }

    private Optional<Node.Entry> entry(String variable, String key) {
        String text = variables.getOrDefault(variable, "").strip();
        Location at = new Location("environment variable " + variable, 0, 0);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Node.Entry(scalar(key, at), scalar(text, at)));
    }

    private static Node.Scalar scalar(String text, Location at) {
        return new Node.Scalar(at, text, true, Optional.empty());
    }
}

package io.vxplan.inventory.fields;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Location;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Environment variables as entries of a mapping, so that they are read, and their mistakes told,
/// as those of a file.
///
/// @param values of all variables. An empty one is none: that is how Compose passes on one that is
///   not set
public record Environment(Map<String, String> values) {
    /// What stands in a variable.
    ///
    /// @param key that it stands for
    /// @param isList whether it has several values, with commas between
    public record Variable(String name, String key, boolean isList) {}

    public Environment {
        values = Map.copyOf(values);
    }

    public boolean has(String name) {
        return !text(name).isEmpty();
    }

    /// Where mistakes in a variable are.
    public static Location place(String name) {
        return new Location("environment variable " + name, 0, 0);
    }

    /// The file's entries, those of variables that are set in their place.
    public Node.Mapping over(Node.Mapping file, List<Variable> variables) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        file.entries().forEach(entry -> entries.put(entry.key().text(), entry));
        for (Variable variable : variables) {
            node(variable)
                    .ifPresent(value ->
                            entries.put(
                                    variable.key(),
                                    new Node.Entry(
                                            scalar(variable.key(), variable.name()), value)));
        }
        return new Node.Mapping(file.at(), List.copyOf(entries.values()));
    }

    private Optional<Node> node(Variable variable) {
        if (!has(variable.name())) {
            return Optional.empty();
        }
        String text = text(variable.name());
        if (!variable.isList()) {
            return Optional.of(scalar(text, variable.name()));
        }
        List<Node> items =
                Arrays.stream(text.split(",", -1))
                        .<Node>map(item -> scalar(item.strip(), variable.name()))
                        .toList();
        return Optional.of(new Node.Sequence(place(variable.name()), items));
    }

    private String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    private static Node.Scalar scalar(String text, String name) {
        return new Node.Scalar(place(name), text, true, Optional.empty());
    }
}

package io.vxplan.inventory.fields;

import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A mapping whose keys are known, read with the variables of a scope.
public record Fields(Node.Mapping mapping, Scope scope) {
    private static final int LONGEST_SHOWN = 60;

    /// @param what names the mapping in messages, such as `overlay 'blue'`
    public static Optional<Fields> of(Node node, String what, List<String> known, Scope scope) {
        Optional<Fields> fields = any(node, what, scope);
        fields.ifPresent(of -> of.refuseUnknown(what, known));
        return fields;
    }

    /// A mapping whose keys are the user's own. Nothing after the colon is an empty one.
    public static Optional<Fields> any(Node node, String what, Scope scope) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(new Fields(mapping, scope));
        }
        if (isNull(node)) {
            return Optional.of(new Fields(new Node.Mapping(node.at(), List.of()), scope));
        }
        scope.error(node, node.at(), what + " is " + show(node), "it must be a mapping");
        return Optional.empty();
    }

    public static Fields none(Location at) {
        return new Fields(new Node.Mapping(at, List.of()), Scope.withoutTemplates(new Problems()));
    }

    private void refuseUnknown(String what, List<String> known) {
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                String question = Nearest.advice(key, known);
                String keys = "the keys here are " + String.join(", ", known);
                scope.problems()
                        .error(
                                entry.key().at(),
                                "unknown key '" + key + "' in " + what,
                                question.isEmpty() ? keys : question);
            }
        }
    }

    public Fields in(Scope other) {
        return new Fields(mapping, other);
    }

    /// These, and those of `defaults` whose keys are not here.
    public Fields withDefaults(Fields defaults) {
        List<Node.Entry> entries = new ArrayList<>(mapping.entries());
        defaults.mapping.entries().stream()
                .filter(entry -> !has(entry.key().text()))
                .forEach(entries::add);
        return new Fields(new Node.Mapping(mapping.at(), List.copyOf(entries)), scope);
    }

    public boolean has(String key) {
        return mapping.get(key).isPresent();
    }

    public Optional<Node> node(String key) {
        return mapping.get(key);
    }

    /// The entries of a mapping whose keys are the user's own.
    public List<Node.Entry> entries(String key) {
        return node(key)
                .flatMap(node -> any(node, "'" + key + "'", scope))
                .map(fields -> fields.mapping().entries())
                .orElse(List.of());
    }

    public <T> Optional<Located<T>> get(String key, Kind<T> kind) {
        return node(key).flatMap(node -> scope.read(key, node, kind));
    }

    public <T> Optional<Located<T>> required(String key, String what, Kind<T> kind) {
        require(key, what, kind.expected());
        return get(key, kind);
    }

    /// One, or a list of them.
    public <T> Optional<List<Located<T>>> list(String key, Kind<T> kind) {
        return node(key).flatMap(node -> scope.readList(key, node, kind));
    }

    public <T> Optional<List<Located<T>>> requiredList(String key, String what, Kind<T> kind) {
        require(key, what, kind.expected() + ", or a list of them");
        return list(key, kind);
    }

    public void require(String key, String what, String expected) {
        if (!has(key)) {
            scope.problems()
                    .error(mapping.at(), what + " has no '" + key + "'", "give it " + expected);
        }
    }

    public static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar
                && scalar.plain()
                && List.of("", "~", "null", "Null", "NULL").contains(scalar.text());
    }

    public static String show(Node node) {
        return switch (node) {
            case Node.Mapping _ -> "a mapping";
            case Node.Sequence _ -> "a list";
            case Node.Scalar scalar when isNull(scalar) -> "empty";
            case Node.Scalar scalar when scalar.text().length() > LONGEST_SHOWN ->
                    "'" + scalar.text().substring(0, LONGEST_SHOWN) + "...'";
            case Node.Scalar scalar -> "'" + scalar.text() + "'";
        };
    }
}

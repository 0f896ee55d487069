package io.vxplan.inventory.connection;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Values;
import io.vxplan.inventory.Variable;
import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The variables of one host, rendered and typed when they are asked for. Messages never show a
/// value: it may be a password.
final class HostVariables {
    private final Inventory.InventoryHost host;
    private final Templates templates;
    private final List<Diagnostic> problems;

    /// @param problems where mistakes go
    HostVariables(Inventory.InventoryHost host, Templates templates, List<Diagnostic> problems) {
        this.host = host;
        this.templates = templates;
        this.problems = problems;
    }

    /// @param names of one thing; as in Ansible, the last one that is set wins
    Optional<Located<String>> text(String... names) {
        return last(names).flatMap(this::text);
    }

    Optional<Located<Boolean>> flag(String name) {
        return convert(text(name), HostVariables::parseFlag, name, "yes or no");
    }

    private static Optional<Boolean> parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1", "y", "t" -> Optional.of(true);
            case "no", "false", "off", "0", "n", "f" -> Optional.of(false);
            case String _ -> Optional.empty();
        };
    }

    /// @param max the largest number that makes sense; the smallest is 1
    Optional<Located<Integer>> number(int max, String... names) {
        return convert(
                text(names),
                text -> parseNumber(text, max),
                String.join(" or ", names),
                "a number from 1 to " + max);
    }

    private static Optional<Integer> parseNumber(String text, int max) {
        if (!text.strip().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text.strip());
        return number >= 1 && number <= max ? Optional.of(number) : Optional.empty();
    }

    private <T> Optional<Located<T>> convert(
            Optional<Located<String>> text,
            Function<String, Optional<T>> conversion,
            String name,
            String what) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = conversion.apply(text.get().value());
        if (value.isEmpty()) {
            problems.add(Diagnostic.error(text.get().at(), name + " must be " + what, ""));
        }
        return value.map(it -> new Located<>(it, text.get().at()));
    }

    /// A list, or one value that stands for a list of one.
    List<Located<String>> texts(String name) {
        Optional<Node> node = last(name);
        if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
            List<Located<String>> texts = new ArrayList<>();
            sequence.items().forEach(item -> text(item).ifPresent(texts::add));
            return texts;
        }
        return node.flatMap(this::text).stream().toList();
    }

    private Optional<Node> last(String... names) {
        return List.of(names).reversed().stream()
                .flatMap(name -> rendered(name).stream())
                .filter(node -> Values.of(node) != null)
                .findFirst();
    }

    private Optional<Node> rendered(String name) {
        Variable variable = host.variables().get(name);
        if (variable == null) {
            return Optional.empty();
        }
        List<Diagnostic> unreadable = Values.problems(variable.value());
        if (!unreadable.isEmpty()) {
            problems.addAll(unreadable);
            return Optional.empty();
        }
        Parsed<Node> rendered;
        // Hosts are asked for in parallel, and templates are for one thread.
        synchronized (templates) {
            rendered = templates.render(variable.value(), host.name());
        }
        problems.addAll(rendered.problems());
        return rendered.value();
    }

    private Optional<Located<String>> text(Node node) {
        Object value = Values.of(node);
        boolean sameText =
                node instanceof Node.Scalar scalar && scalar.text().equals(String.valueOf(value));
        if (value instanceof String || value instanceof Boolean || sameText) {
            return Optional.of(new Located<>(String.valueOf(value), node.at()))
                    .filter(text -> !text.value().isEmpty());
        }
        problems.add(
                Diagnostic.error(
                        node.at(),
                        "this must be a string, not " + Values.kind(node),
                        node instanceof Node.Scalar ? "quote it" : ""));
        return Optional.empty();
    }
}

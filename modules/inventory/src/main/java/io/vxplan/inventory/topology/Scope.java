package io.vxplan.inventory.topology;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The hosts whose variables a value may refer to. Where they are several they share the value, so
/// it has to come out the same for all.
record Scope(Templates templates, List<HostName> hosts, Problems problems) {
    Scope {
        hosts = List.copyOf(hosts);
    }

    Scope of(Collection<HostName> others) {
        return new Scope(templates, List.copyOf(others), problems);
    }

    Scope of(HostName host) {
        return of(List.of(host));
    }

    /// The node with its templates rendered; empty where that failed, which is reported.
    Optional<Node> resolve(Node node) {
        if (!Templates.isTemplate(node)) {
            return Optional.of(node);
        }
        Optional<Node> first = Optional.empty();
        for (HostName host : hosts) {
            Parsed<Node> rendered = templates.render(node, host);
            rendered.problems().forEach(problem -> problems.add(problem, Optional.of(host)));
            if (rendered.value().isEmpty()) {
                return Optional.empty();
            }
            if (first.isPresent() && !first.equals(rendered.value())) {
                problems.error(
                        node.at(),
                        "the hosts of the overlay share this value, but host '"
                                + hosts.getFirst()
                                + "' and host '"
                                + host
                                + "' render it differently",
                        "use variables that are the same for all of them");
                return Optional.empty();
            }
            first = rendered.value();
        }
        return first;
    }

    /// One scalar.
    ///
    /// @param key names it in messages
    <T> Optional<Located<T>> read(String key, Node written, Kind<T> kind) {
        return resolve(written).flatMap(node -> read(key, written, node, kind));
    }

    /// One scalar, or a list of them.
    <T> Optional<List<Located<T>>> readList(String key, Node written, Kind<T> kind) {
        return resolve(written).flatMap(node -> readList(key, written, node, kind));
    }

    private <T> Optional<List<Located<T>>> readList(
            String key, Node written, Node node, Kind<T> kind) {
        List<Node> nodes =
                node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        if (nodes.isEmpty()) {
            error(written, node.at(), key + " is an empty list", "it must be " + kind.expected());
            return Optional.empty();
        }
        List<Located<T>> items = new ArrayList<>();
        for (Node item : nodes) {
            read(key, written, item, kind).ifPresent(items::add);
        }
        return items.size() == nodes.size() ? Optional.of(items) : Optional.empty();
    }

    private <T> Optional<Located<T>> read(String key, Node written, Node node, Kind<T> kind) {
        String expected = "it must be " + kind.expected();
        if (node instanceof Node.Scalar scalar && !Fields.isNull(scalar)) {
            try {
                return Optional.of(new Located<>(kind.read().apply(scalar), node.at()));
            } catch (Kind.Hint hint) {
                expected = String.valueOf(hint.getMessage());
            } catch (IllegalArgumentException _) {
                // what is expected says it
            }
        }
        error(written, node.at(), key + " is " + Fields.show(node), expected);
        return Optional.empty();
    }

    /// Reports a mistake in a value; a rendered one is a mistake of the host it was rendered for.
    void error(Node written, Location at, String summary, String detail) {
        boolean ofHost = hosts.size() == 1 && Templates.isTemplate(written);
        problems.add(
                Diagnostic.error(at, summary, detail),
                ofHost ? Optional.of(hosts.getFirst()) : Optional.empty());
    }
}

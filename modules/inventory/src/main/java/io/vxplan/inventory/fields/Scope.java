package io.vxplan.inventory.fields;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Values;
import io.vxplan.inventory.template.Templates;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The hosts whose variables a value may refer to. Where they are several they share the value, so
/// it has to come out the same for all.
public record Scope(Optional<Templates> templates, List<HostName> hosts, Problems problems) {
    public Scope {
        hosts = List.copyOf(hosts);
    }

    /// Values are taken as they stand.
    public static Scope withoutTemplates(Problems problems) {
        return new Scope(Optional.empty(), List.of(), problems);
    }

    public Scope of(Collection<HostName> others) {
        return new Scope(templates, List.copyOf(others), problems);
    }

    public Scope of(HostName host) {
        return of(List.of(host));
    }

    /// The node with its templates rendered; empty where that failed, or where it is encrypted,
    /// which is reported.
    public Optional<Node> resolve(Node node) {
        List<Diagnostic> unreadable = Values.problems(node);
        unreadable.forEach(problem -> problems.add(problem, Optional.empty()));
        if (!unreadable.isEmpty()) {
            return Optional.empty();
        }
        if (templates.isEmpty() || !Templates.isTemplate(node)) {
            return Optional.of(node);
        }
        Map<HostName, Node> rendered = new LinkedHashMap<>();
        for (HostName host : hosts) {
            Parsed<Node> value = templates.get().render(node, host);
            value.problems().forEach(problem -> problems.add(problem, Optional.of(host)));
            value.value().ifPresent(result -> rendered.put(host, result));
        }
        return rendered.size() == hosts.size() ? same(node, rendered) : Optional.empty();
    }

    private Optional<Node> same(Node written, Map<HostName, Node> rendered) {
        Optional<Node> first = rendered.values().stream().findFirst();
        Optional<HostName> different =
                rendered.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(first.orElseThrow()))
                        .map(Map.Entry::getKey)
                        .findFirst();
        different.ifPresent(host ->
                problems.error(
                        written.at(),
                        "all hosts share this value, but it is not the same for host '%s' and host '%s'"
                                .formatted(hosts.getFirst(), host),
                        "use variables that are"));
        return different.isPresent() ? Optional.empty() : first;
    }

    /// One scalar.
    ///
    /// @param key names it in messages
    public <T> Optional<Located<T>> read(String key, Node written, Kind<T> kind) {
        return resolve(written).flatMap(node -> read(key, written, node, kind));
    }

    /// One scalar, or a list of them.
    public <T> Optional<List<Located<T>>> readList(String key, Node written, Kind<T> kind) {
        return resolve(written).flatMap(node -> readList(key, written, node, kind));
    }

    private <T> Optional<List<Located<T>>> readList(
            String key, Node written, Node node, Kind<T> kind) {
        Kind<T> orList = new Kind<>(kind.expected() + ", or a list of them", kind.read());
        if (!(node instanceof Node.Sequence(Location _, List<Node> nodes))) {
            return read(key, written, node, orList).map(List::of);
        }
        if (nodes.isEmpty()) {
            error(written, node.at(), key + " is an empty list", "it must be " + orList.expected());
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
    public void error(Node written, Location at, String summary, String detail) {
        boolean ofHost = hosts.size() == 1 && Templates.isTemplate(written);
        problems.add(
                Diagnostic.error(at, summary, detail),
                ofHost ? Optional.of(hosts.getFirst()) : Optional.empty());
    }
}

package io.vxplan.inventory.template;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.Values;
import io.vxplan.inventory.Variable;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives Jinja the variables it asks for, one by one: a variable that is a template itself is
/// rendered when it is asked for.
final class Renderer {
    /// Most templates: those need no Jinja, which takes 0.2 ms each and most of a second to load.
    private static final Pattern ONE_NAME = Pattern.compile("\\{\\{\\s*([A-Za-z_]\\w*)\\s*}}");

    private static final Set<String> LITERALS =
            Set.of("true", "True", "false", "False", "none", "None", "null", "empty");

    private final Inventory inventory;
    private final MagicVariables magic;
    private final Map<Reference, @Nullable Object> rendered = new HashMap<>();

    /// The variables being rendered, each because the one before asks for it.
    private final SequencedSet<Reference> inProgress = new LinkedHashSet<>();

    private final List<Diagnostic> problems = new ArrayList<>();

    /// What the template being rendered has asked for in vain.
    private List<Undefined> missing = new ArrayList<>();

    private record Reference(HostName host, String name) {}

    Renderer(Inventory inventory) {
        this.inventory = inventory;
        this.magic = new MagicVariables(inventory, this::variable, this::missed);
    }

    Parsed<Node> render(Node node, HostName host) {
        problems.clear();
        Object value = value(node, host, "");
        return new Parsed<>(
                problems.isEmpty() ? Optional.of(node(value, node.at())) : Optional.empty(),
                problems);
    }

    private void missed(Undefined undefined) {
        missing.add(undefined);
    }

    /// @param path how a template would call the value
    private @Nullable Object value(Node node, HostName host, String path) {
        if (node instanceof Node.Scalar scalar && Templates.isTemplate(scalar)) {
            return evaluate(scalar, host);
        }
        return switch (node) {
            case Node.Mapping mapping when !Values.isUnsafe(mapping) -> {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                for (Node.Entry entry : mapping.entries()) {
                    String key = entry.key().text();
                    entries.put(key, value(entry.value(), host, path + "." + key));
                }
                yield new LookupMap(path, entries.keySet(), entries::get, this::missed);
            }
            case Node.Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(value(item, host, path)));
                yield items;
            }
            case Node.Scalar _, Node.Mapping _ -> {
                problems.addAll(Values.problems(node));
                yield Values.of(node);
            }
        };
    }

    private @Nullable Object evaluate(Node.Scalar template, HostName host) {
        int before = problems.size();
        List<Undefined> outer = missing;
        missing = new ArrayList<>();
        Engine.Result result = result(template.text(), host);
        for (Undefined undefined : missing) {
            if (!undefined.isExcused()) {
                problems.add(undefined(template.at(), undefined));
            }
        }
        missing = outer;
        if (problems.size() == before) {
            result.error()
                    .ifPresent(error ->
                            problems.add(
                                    Diagnostic.error(template.at(), "bad template: " + error, "")));
        }
        return result.value();
    }

    private Engine.Result result(String template, HostName host) {
        Matcher name = ONE_NAME.matcher(template);
        return name.matches() && !LITERALS.contains(name.group(1))
                ? new Engine.Result(lookup(host, name.group(1)), Optional.empty())
                : Engine.evaluate(template, each -> lookup(host, each));
    }

    private @Nullable Object lookup(HostName host, String name) {
        if (magic.has(name)) {
            return magic.value(host, name);
        }
        InventoryHost known = inventory.hosts().get(host);
        if (known != null && known.variables().containsKey(name)) {
            return variable(host, name);
        }
        List<String> names = magic.names();
        if (known != null) {
            names.addAll(known.variables().keySet());
        }
        Undefined undefined = new Undefined(name, names);
        missed(undefined);
        return undefined;
    }

    private @Nullable Object variable(HostName host, String name) {
        InventoryHost known = inventory.hosts().get(host);
        Variable variable = known == null ? null : known.variables().get(name);
        if (variable == null) {
            return null;
        }
        Reference reference = new Reference(host, name);
        if (rendered.containsKey(reference)) {
            return rendered.get(reference);
        }
        if (!inProgress.add(reference)) {
            problems.add(loop(variable.value().at(), reference));
            return null;
        }
        int before = problems.size();
        Object value = value(variable.value(), host, name);
        inProgress.remove(reference);
        if (problems.size() == before) {
            rendered.put(reference, value);
        }
        return value;
    }

    private Diagnostic loop(Location at, Reference reference) {
        String circle =
                Stream.concat(
                                inProgress.stream().dropWhile(each -> !each.equals(reference)),
                                Stream.of(reference))
                        .map(Reference::name)
                        .collect(Collectors.joining(" -> "));
        return Diagnostic.error(
                at,
                "variable '" + reference.name() + "' refers to itself: " + circle,
                "give one of them a value of its own");
    }

    private static Diagnostic undefined(Location at, Undefined undefined) {
        String advice = Nearest.advice(undefined.name(), undefined.known());
        String otherwise =
                undefined.name().startsWith("ansible_")
                        ? "vxplan gathers no facts: set the variable in the inventory"
                        : "set it in the inventory, or give it a `default`";
        return Diagnostic.error(
                at,
                "'" + undefined.path() + "' is undefined",
                advice.isEmpty() ? otherwise : advice);
    }

    private static Node node(@Nullable Object value, Location at) {
        return switch (value) {
            case Map<?, ?> map ->
                    new Node.Mapping(
                            at,
                            map.entrySet().stream()
                                    .map(entry ->
                                            new Node.Entry(
                                                    scalar(entry.getKey(), at),
                                                    node(entry.getValue(), at)))
                                    .toList());
            case Iterable<?> items -> {
                List<Node> nodes = new ArrayList<>();
                items.forEach(item -> nodes.add(node(item, at)));
                yield new Node.Sequence(at, nodes);
            }
            case null -> scalar("null", at);
            case Object other -> scalar(other, at);
        };
    }

    /// Plain, so that it can be a number: Jinja's text has no type.
    private static Node.Scalar scalar(Object value, Location at) {
        return new Node.Scalar(at, value.toString(), true, Optional.empty());
    }
}

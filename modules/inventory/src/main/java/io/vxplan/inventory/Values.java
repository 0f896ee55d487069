package io.vxplan.inventory;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a node means to Ansible: strings, `Long` or `BigInteger`, `Double`, `Boolean`, null, lists
/// and maps.
///
/// Ansible reads YAML 1.1 (https://yaml.org/type/), where a plain `no` is false and `010` is eight.
/// Dates stay strings.
public final class Values {
    private static final String UNSAFE = "!unsafe";
    private static final String VAULT = "!vault";
    private static final String STANDARD = "tag:yaml.org,2002:";

    /// How `ansible-inventory --list` writes what is `!vault` and `!unsafe` in YAML.
    private static final String JSON_VAULT = "__ansible_vault";

    private static final String JSON_UNSAFE = "__ansible_unsafe";

    private Values() {}

    /// Never fails: what {@link #problems} complains about comes out as its text.
    public static @Nullable Object of(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> ofScalar(scalar);
            case Node.Sequence sequence -> {
                // Not a stream: its toList() refuses null.
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(of(item)));
                yield items;
            }
            case Node.Mapping mapping -> {
                Optional<Node> unsafe = only(mapping, JSON_UNSAFE);
                yield unsafe.isPresent() ? of(unsafe.get()) : ofMapping(mapping);
            }
        };
    }

    private static Map<String, @Nullable Object> ofMapping(Node.Mapping mapping) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> entries.put(keyOf(entry.key()), of(entry.value())));
        return entries;
    }

    /// A key that is no string gets the name that it has in Ansible's JSON.
    private static String keyOf(Node.Scalar key) {
        return String.valueOf(ofScalar(key));
    }

    private static @Nullable Object ofScalar(Node.Scalar scalar) {
        String text = scalar.text();
        return switch (scalar.tag().orElse("")) {
            case "" -> scalar.plain() ? PlainScalar.resolve(text) : text;
            // To PyYAML this means no tag, quotes or not.
            case "!" -> PlainScalar.resolve(text);
            case STANDARD + "null" -> null;
            case STANDARD + "bool" -> typed(PlainScalar.bool(text), text);
            case STANDARD + "int" -> typed(PlainScalar.integer(text), text);
            case STANDARD + "float" -> typed(PlainScalar.anyDecimal(text), text);
            case String _ -> text;
        };
    }

    private static Object typed(@Nullable Object value, String text) {
        return value == null ? text : value;
    }

    /// What can't be used as it stands: encrypted values, unknown tags, a `!!int` that is none. To
    /// be asked where a value is used, because others may stand in the inventory unharmed.
    public static List<Diagnostic> problems(Node node) {
        List<Diagnostic> problems = new ArrayList<>();
        collect(node, problems);
        return problems;
    }

    private static void collect(Node node, List<Diagnostic> problems) {
        switch (node) {
            case Node.Scalar scalar -> tagProblem(scalar).ifPresent(problems::add);
            case Node.Sequence sequence ->
                    sequence.items().forEach(item -> collect(item, problems));
            case Node.Mapping mapping -> {
                if (only(mapping, JSON_VAULT).isPresent()) {
                    problems.add(encrypted(mapping));
                } else {
                    mapping.entries().forEach(entry -> collect(entry.value(), problems));
                }
            }
        }
    }

    private static Optional<Diagnostic> tagProblem(Node.Scalar scalar) {
        String tag = scalar.tag().orElse("");
        return switch (tag) {
            case "", "!", UNSAFE, STANDARD + "str", STANDARD + "null" -> Optional.empty();
            case VAULT, "!vault-encrypted" -> Optional.of(encrypted(scalar));
            case STANDARD + "bool", STANDARD + "int", STANDARD + "float" ->
                    ofScalar(scalar) instanceof String
                            ? Optional.of(
                                    Diagnostic.error(
                                            scalar.at(),
                                            "'%s' is no %s".formatted(scalar.text(), shortTag(tag)),
                                            "write a value of that type, or leave the tag out"))
                            : Optional.empty();
            case String _ ->
                    Optional.of(
                            Diagnostic.error(
                                    scalar.at(),
                                    "unknown tag '" + shortTag(tag) + "'",
                                    "leave it out, or quote the value where '!' is part of it"));
        };
    }

    private static String shortTag(String tag) {
        return tag.startsWith(STANDARD) ? "!!" + tag.substring(STANDARD.length()) : tag;
    }

    private static Diagnostic encrypted(Node node) {
        return Diagnostic.error(
                node.at(),
                "the value is encrypted with ansible-vault, and vxplan does not decrypt",
                "give it in plain text, or use an SSH key, the agent and sudo without a password");
    }

    /// Whether the value is to be taken literally, `{{` and all.
    public static boolean isUnsafe(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.tag().equals(Optional.of(UNSAFE));
            case Node.Mapping mapping -> only(mapping, JSON_UNSAFE).isPresent();
            case Node.Sequence _ -> false;
        };
    }

    private static Optional<Node> only(Node.Mapping mapping, String key) {
        return mapping.entries().size() == 1 ? mapping.get(key) : Optional.empty();
    }

    /// For messages: `a list`, `a number`.
    public static String kind(Node node) {
        return switch (node) {
            case Node.Mapping _ -> "a mapping";
            case Node.Sequence _ -> "a list";
            case Node.Scalar scalar ->
                    switch (of(scalar)) {
                        case null -> "nothing";
                        case Boolean _ -> "a boolean";
                        case Number _ -> "a number";
                        case Object _ -> "a string";
                    };
        };
    }
}

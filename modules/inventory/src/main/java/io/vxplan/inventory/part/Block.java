package io.vxplan.inventory.part;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.Node.Entry;
import io.vxplan.inventory.yaml.Node.Mapping;
import io.vxplan.inventory.yaml.Node.Scalar;
import io.vxplan.inventory.yaml.Node.Sequence;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mapping that is put together, in the order in which it shall be read.
final class Block {
    private static final Location NOWHERE = new Location("", 0, 0);

    /// What needs no quotes. To our reader a number is a text where a text is asked for.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_./-]*");

    private static final List<String> NOTHING = List.of("null", "Null", "NULL");

    private final List<Entry> entries = new ArrayList<>();

    Block put(String key, Object value) {
        return put(key, scalar(value));
    }

    Block put(String key, Block value) {
        return put(key, value.mapping());
    }

    Block put(String key, Optional<?> value) {
        value.ifPresent(known -> put(key, known));
        return this;
    }

    /// Unless it is empty.
    Block put(String key, List<?> values) {
        return values.isEmpty() ? this : put(key, (Node) new Sequence(NOWHERE, scalars(values)));
    }

    /// Unless it is empty.
    Block putAny(String key, Block value) {
        return value.entries.isEmpty() ? this : put(key, value);
    }

    Block put(String key, Node value) {
        entries.add(new Entry(scalar(key), value));
        return this;
    }

    Mapping mapping() {
        return new Mapping(NOWHERE, List.copyOf(entries));
    }

    private static List<Node> scalars(List<?> values) {
        return values.stream().<Node>map(Block::scalar).toList();
    }

    /// Nothing is rendered again when it is read.
    private static Scalar scalar(Object value) {
        String text = value.toString();
        boolean plain = PLAIN.matcher(text).matches() && !NOTHING.contains(text);
        boolean template = text.contains("{{") || text.contains("{%");
        return new Scalar(
                NOWHERE, text, plain, template ? Optional.of("!unsafe") : Optional.empty());
    }
}

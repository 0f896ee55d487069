package io.vxplan.lab.folder;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.Node.Entry;
import io.vxplan.inventory.yaml.Node.Mapping;
import io.vxplan.inventory.yaml.Node.Scalar;
import io.vxplan.inventory.yaml.Node.Sequence;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// YAML that nobody wrote.
final class Nodes {
    private static final Location NOWHERE = new Location("lab", 0, 0);

    private Nodes() {}

    /// A string, whatever it looks like.
    static Scalar text(Object value) {
        return new Scalar(NOWHERE, value.toString(), false, Optional.empty());
    }

    static Mapping mapping(SortedMap<String, ? extends Node> entries) {
        List<Entry> list = new ArrayList<>();
        entries.forEach((key, value) -> list.add(new Entry(text(key), value)));
        return new Mapping(NOWHERE, list);
    }

    static Mapping empty() {
        return new Mapping(NOWHERE, List.of());
    }

    static Sequence sequence(List<? extends Node> items) {
        return new Sequence(NOWHERE, List.copyOf(items));
    }

    /// The mapping with that entry; where there is one of the key, it is replaced in its place.
    static Mapping with(Mapping mapping, String key, Node value) {
        List<Entry> entries = new ArrayList<>();
        boolean found = false;
        for (Entry entry : mapping.entries()) {
            boolean same = entry.key().text().equals(key);
            entries.add(same ? new Entry(entry.key(), value) : entry);
            found |= same;
        }
        if (!found) {
            entries.add(new Entry(text(key), value));
        }
        return new Mapping(mapping.at(), entries);
    }

    /// The mapping under that key; an empty one where there is none.
    static Mapping child(Mapping mapping, String key) {
        return mapping.get(key)
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElse(empty());
    }
}
